"use client";
import { troublesIn, waitingIn } from "#domain/offline/outbox.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { entriesOf, troublesOf } from "../outbox/of-kind.ts";
import { useOutbox } from "../outbox/outbox-here.tsx";
import { useRefreshWhenSent } from "../outbox/use-refresh-when-sent.ts";
import { useErrorWords } from "../use-error-words.ts";
import { useT } from "../words/use-t.ts";
import s from "./bad-network.module.css";

/** Orders that still wait to be sent, and those that the server said no to meanwhile; they send themselves. */
export function BadNetwork() {
  const [t, outboxWords, errorWords] = [useT("resident"), useT("outbox"), useErrorWords()];
  const { outbox, state } = useOutbox();
  const waiting = entriesOf(waitingIn(state.box), "order");
  const troubles = troublesOf(troublesIn(state.box), "order");
  useRefreshWhenSent(waiting.length);
  if (waiting.length === 0 && troubles.length === 0) return null;
  return (
    <div className={s.notes} role="status">
      {waiting.map(({ id, load }) => (
        <div key={id} className={s.order}>
          <InfoNote icon="clock" title={load.words}>
            {t("pkg.pending")}
          </InfoNote>
          <Button onClick={() => outbox?.putAway(id)}>{t("pkg.pending.drop")}</Button>
        </div>
      ))}
      {troubles.map(({ entry, answer }) => (
        <ErrorNote
          key={entry.id}
          action={<Button onClick={() => outbox?.putAway(entry.id)}>{outboxWords("read")}</Button>}
        >
          {`${entry.load.words}: ${errorWords({ data: answer.detail })}`}
        </ErrorNote>
      ))}
    </div>
  );
}

"use client";
import { troublesIn, waitingIn } from "#domain/offline/outbox.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { entriesOf, troublesOf } from "../outbox/of-kind.ts";
import { useOutbox } from "../outbox/outbox-here.tsx";
import { OutboxNote } from "../outbox/outbox-note.tsx";
import { useRefreshWhenSent } from "../outbox/use-refresh-when-sent.ts";
import { useErrorWords } from "../use-error-words.ts";
import { useT } from "../words/use-t.ts";

/** Hand-overs that this phone knows of and the server does not yet, and what it said no to; they send themselves. */
export function KeptCodes() {
  const [t, outboxWords, errorWords] = [useT("driver"), useT("outbox"), useErrorWords()];
  const { outbox, state } = useOutbox();
  const troubles = troublesOf(troublesIn(state.box), "code");
  useRefreshWhenSent(entriesOf(waitingIn(state.box), "code").length);
  return (
    <>
      {troubles.map(({ entry, answer }) => (
        <ErrorNote
          key={entry.id}
          action={<Button onClick={() => outbox?.putAway(entry.id)}>{outboxWords("read")}</Button>}
        >
          {t("alone.code.refused")} {answer.trouble === "refused" && errorWords({ data: answer.detail })}
        </ErrorNote>
      ))}
      <OutboxNote />
    </>
  );
}

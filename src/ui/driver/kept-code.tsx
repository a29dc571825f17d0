"use client";
import { waitingIn } from "#domain/offline/outbox.ts";
import { pickName } from "../format/name.ts";
import { InfoNote } from "../kit/notes.tsx";
import { entriesOf } from "../outbox/of-kind.ts";
import { useOutbox } from "../outbox/outbox-here.tsx";
import { useRefreshWhenSent } from "../outbox/use-refresh-when-sent.ts";
import { useOnline } from "../use-online.ts";
import { useLocale, useT } from "../words/use-t.ts";

/** The last code that this phone has found right without a network: the bags may be set down, and it is told later. */
export function KeptCode() {
  const [t, locale, online, { state }] = [useT("driver"), useLocale(), useOnline(), useOutbox()];
  const waiting = entriesOf(waitingIn(state.box), "drive");
  useRefreshWhenSent(waiting.length);
  const last = waiting.at(-1)?.load;
  const right = last?.event.act === "code" && last.unsure === undefined;
  return (
    <div role="status">
      {right && !online && (
        <InfoNote tone="ok" icon="cloud-off" title={t("alone.code.kept")}>
          {last.place && <b>{pickName(last.place, locale)}</b>} {t("alone.code.kept.what")}
        </InfoNote>
      )}
    </div>
  );
}

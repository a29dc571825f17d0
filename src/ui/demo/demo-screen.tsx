import type { DemoEntry } from "#contract/demo.ts";
import { formatDayTime } from "../format/time.ts";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { Words } from "../words/words.tsx";
import { DemoEntryButton } from "./demo-entry-button.tsx";
import s from "./demo-screen.module.css";

type Message = { readonly id: string; readonly phone: string; readonly text: string; readonly at: number };

/** One card per role, and the text messages that the demo did not send. */
export async function DemoScreen({ entries, inbox }: { entries: readonly DemoEntry[]; inbox: readonly Message[] }) {
  const [t, roles, { locale }] = [await getT("demo"), await getT("states"), await getPreferences()];
  return (
    <main className={s.page}>
      <h1>{t("title")}</h1>
      <p>{t("why")}</p>
      <Words of={["common", "errors", "auth", "demo"]}>
        <ul className={s.people}>
          {entries.map((entry) => (
            <li key={entry.signIn} className={s.person}>
              <h2>{roles(`role.${entry.role}`)}</h2>
              <p>{[entry.who, entry.where].filter(Boolean).join(" · ")}</p>
              <p className={s.secret}>
                {entry.signIn}
                {entry.secret && ` / ${entry.secret}`}
                {entry.code && ` / ${t("code")} ${entry.code}`}
              </p>
              <DemoEntryButton entry={entry} />
            </li>
          ))}
        </ul>
      </Words>
      <h2>{t("inbox")}</h2>
      <p>{t("inbox.why")}</p>
      {inbox.length === 0 && <p>{t("inbox.empty")}</p>}
      <ul className={s.inbox}>
        {inbox.map((m) => (
          <li key={m.id}>
            <strong>{m.phone}</strong> <span>{formatDayTime(m.at, locale)}</span>
            <p>{m.text}</p>
          </li>
        ))}
      </ul>
    </main>
  );
}

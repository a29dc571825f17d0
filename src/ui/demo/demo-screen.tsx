import type { DemoEntry, Turn, WalkStep } from "#contract/demo.ts";
import { roleWords } from "../format/role.ts";
import { formatDayTime } from "../format/time.ts";
import { getPreferences } from "../preferences/get-preferences.ts";
import { LangSwitch } from "../preferences/lang-switch.tsx";
import { getT } from "../words/get-t.ts";
import { Words } from "../words/words.tsx";
import { DemoEntryButton } from "./demo-entry-button.tsx";
import s from "./demo-screen.module.css";
import { GuidedWalk } from "./guided-walk.tsx";
import { TurnList } from "./turn-list.tsx";

type Message = { readonly id: string; readonly phone: string; readonly text: string; readonly at: number };
type Props = {
  entries: readonly DemoEntry[];
  walk: readonly WalkStep[];
  turns: readonly Turn[];
  /** What whose turn it is was searched for. */
  asked: string;
  inbox: readonly Message[];
};

/** What to try first, whose turn it is, one card per role, and the text messages that the demo did not send. */
export async function DemoScreen({ entries, walk, turns, asked, inbox }: Props) {
  const [t, roles, { locale }] = [await getT("demo"), await getT("states"), await getPreferences()];
  return (
    <main className={s.page}>
      <div className={s.head}>
        <h1>{t("title")}</h1>
        <LangSwitch />
      </div>
      <p>{t("why")}</p>
      <Words of={["common", "errors", "auth", "demo"]}>
        <GuidedWalk steps={walk} />
        <TurnList turns={turns} asked={asked} />
        <h2>{t("roles")}</h2>
        <ul className={s.people}>
          {entries.map((entry) => (
            <li key={entry.signIn} className={s.person}>
              <h3>{roleWords(entry.role, entry.aggregator, roles)}</h3>
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

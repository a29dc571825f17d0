import type { Turn } from "#contract/demo.ts";
import { pickName } from "../format/name.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./demo-screen.module.css";
import { TurnButton } from "./turn-button.tsx";

const SHOWN = 24;

/** Whose turn it is now, and why, searched by name, place, role or trip; a tap signs in as him and opens his screen. */
export async function TurnList({ turns, asked }: { turns: readonly Turn[]; asked: string }) {
  const [t, roles, { locale }] = [await getT("demo"), await getT("states"), await getPreferences()];
  const rows = turns.map((turn) => ({
    turn,
    role: roles(`role.${turn.role}`),
    where: turn.where
      ? [pickName(turn.where, locale), ...(turn.grid ? [t("turn.grid", { n: turn.grid })] : [])].join(" ")
      : "",
    why: t(`turn.${turn.why}`, { n: turn.n, trip: turn.trip ?? 0 }),
    round: t("turn.cycle", { n: turn.cycle }),
  }));
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter(({ turn, role, where, why, round }) => {
    const text = [turn.who, role, where, why, round].join(" ").toLowerCase();
    return words.every((w) => text.includes(w));
  });
  // Without a search every kind of turn is there once or twice, instead of one kind alone.
  const seen = new Map<string, number>();
  const shown =
    words.length > 0
      ? found
      : found.filter(({ turn }) => {
          const n = (seen.get(turn.why) ?? 0) + 1;
          seen.set(turn.why, n);
          return n <= 2;
        });
  return (
    <section aria-labelledby="turns" className={s.section}>
      <h2 id="turns">{t("turns")}</h2>
      <form action="/demo#turns" method="get" className={s.search}>
        <Field label={t("turns.search")} name="q" defaultValue={asked} autoComplete="off" />
        <Button type="submit" size={54} icon="search">
          {t("turns.find")}
        </Button>
      </form>
      <p className={s.quiet}>{t("turns.of", { n: Math.min(shown.length, SHOWN), all: turns.length })}</p>
      <ul className={s.turns}>
        {shown.slice(0, SHOWN).map(({ turn, role, where, why, round }) => (
          <li key={`${turn.id} ${turn.why} ${turn.cycle} ${turn.trip}`}>
            <span className={s.words}>
              <b>{why}</b>
              <span className={s.quiet}>{[role, where, round].filter(Boolean).join(" · ")}</span>
            </span>
            <TurnButton turn={turn} what={why} />
          </li>
        ))}
      </ul>
    </section>
  );
}

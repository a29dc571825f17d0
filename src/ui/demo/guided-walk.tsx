import type { WalkStep } from "#contract/demo.ts";
import { formatClock } from "../format/time.ts";
import { Icon } from "../icons/icon.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./demo-screen.module.css";
import { GoToBus } from "./go-to-bus.tsx";
import { TurnButton } from "./turn-button.tsx";

/** What to try first: the chain in eight steps, each a way in to who does it, ticked off by what has happened. */
export async function GuidedWalk({ steps }: { steps: readonly WalkStep[] }) {
  const [t, roles] = [await getT("demo"), await getT("states")];
  const { locale } = await getPreferences();
  const next = steps.find((step) => !step.done);
  return (
    <section aria-labelledby="walk" className={s.section}>
      <h2 id="walk">{t("walk")}</h2>
      <p>{t("walk.why")}</p>
      <ol className={s.walk}>
        {steps.map(({ key, done, turn, bus }, i) => (
          <li key={key} aria-current={next?.key === key ? "step" : undefined}>
            <span className={done ? s.tick : s.number}>{done ? <Icon name="check" size={20} /> : i + 1}</span>
            <span className={s.words}>
              <b>{t(`walk.${key}`)}</b>
              <span className={s.quiet}>
                {done
                  ? t("walk.done")
                  : turn
                    ? roles(`role.${turn.role}`)
                    : bus
                      ? t("walk.bus", { trip: bus.trip, time: formatClock(bus.atMs, locale) })
                      : t(`walk.wait.${key}`)}
              </span>
            </span>
            {bus && <GoToBus hour={formatClock(bus.atMs, locale)} />}
            {turn && <TurnButton turn={turn} what={t(`walk.${key}`)} filled={next?.key === key} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

import type { DriverTripView } from "#contract/driver.ts";
import { pickName } from "../format/name.ts";
import { Section } from "../kit/section.tsx";
import { PaperNames } from "../movement/paper-names.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./driver.module.css";

/** What was handed over on paper and has no names yet: they are typed in when there is time. */
export async function Papers({ trip }: { trip: DriverTripView }) {
  const t = await getT("driver");
  const { locale } = await getPreferences();
  const papers = trip.list.flatMap((stop) =>
    stop.piles.flatMap((p) => (p.state === "on_paper" && p.handoverId ? [{ stop, p, id: p.handoverId }] : [])),
  );
  if (papers.length === 0) return null;
  return (
    <Section title={t("papers", { n: papers.length })}>
      <ul className={s.choices}>
        {papers.map(({ stop, p, id }) => (
          <li key={id} className={s.choices}>
            <b>
              {pickName(stop.name, locale)} · {t("alone.pile", { grid: p.gridNumber, n: p.bags })}
            </b>
            <PaperNames handoverId={id} size={60} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

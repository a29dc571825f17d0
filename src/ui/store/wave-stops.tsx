import type { WaveView } from "#contract/store.ts";
import { pickName } from "../format/name.ts";
import { TripBadge } from "../kit/badge.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./store.module.css";

/** The wave by stop, in the order in which the dock wants it: what rides deepest is packed first. */
export async function WaveStops({ wave }: { wave: WaveView }) {
  const t = await getT("store");
  const states = await getT("states");
  const { locale } = await getPreferences();
  return (
    <table className={s.table}>
      <thead>
        <tr>
          <th scope="col">{t("col.stop")}</th>
          <th scope="col">{t("col.community")}</th>
          <th scope="col">{t("col.letters")}</th>
          <th scope="col" className={s.right}>
            {t("col.bags")}
          </th>
          <th scope="col" className={s.right}>
            {t("col.state")}
          </th>
        </tr>
      </thead>
      <tbody>
        {wave.stops.map((x) => (
          <tr key={x.batchId}>
            <td>
              {x.trip !== null && <TripBadge number={x.trip} colour={x.trip} />} {x.sequence}
            </td>
            <th scope="row">{pickName(x.community, locale)}</th>
            <td>{x.letters.map((l) => `${l.letter}${l.bags}`).join(" ")}</td>
            <td className={s.right}>
              <b>{x.letters.reduce((n, l) => n + l.bags, 0)}</b>
            </td>
            <td className={s.right}>{states(`batch.${x.state}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import type { ProxyOrderView } from "#contract/grid-homes.ts";
import { formatDoor } from "../format/door.ts";
import { formatDay, formatNear } from "../format/time.ts";
import { Facts } from "../kit/facts.tsx";
import { InfoNote } from "../kit/notes.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { GridFrame } from "./grid-frame.tsx";
import { needWords } from "./home-words.ts";
import { ProxyOrderForm } from "./proxy-order-form.tsx";
import s from "./rows.module.css";

/** The grid worker orders for a home that cannot, or changes what it ordered: the same price card, the same limits. */
export async function ProxyOrderScreen({ view, nowMs }: { view: ProxyOrderView; nowMs: number }) {
  const [t, { locale }] = [await getT("grid"), await getPreferences()];
  const needs = needWords(view.tags, t);
  return (
    <GridFrame
      back={`/g/homes/${view.householdId}`}
      title={t(view.order ? "pick.change" : view.heads === null ? "pick.title" : "heads.order")}
      under={<Facts of={[formatDoor(view.door, locale), view.who]} />}
      dock={<span id="pick-dock" />}
    >
      <div className={s.block}>
        <Facts
          lead={t("order.for", { day: formatDay(view.deliveryDayMs, locale) })}
          of={[t("pick.until", { time: formatNear(view.untilMs, nowMs, locale) })]}
        />
        {needs.length > 0 && (
          <ul className={s.tags}>
            {needs.map((n) => (
              <li key={n} className={s.tag}>
                {n}
              </li>
            ))}
          </ul>
        )}
        {view.needsInvented && <p className={s.quiet}>{t("need.invented")}</p>}
        {view.tags.includes("halal") && (
          <InfoNote tone="ink" icon="message-square-warning">
            {t("pick.halal")}
          </InfoNote>
        )}
        {view.wish.length > 0 && <InfoNote>{t("pick.wish")}</InfoNote>}
      </div>
      <ProxyOrderForm view={view} />
    </GridFrame>
  );
}

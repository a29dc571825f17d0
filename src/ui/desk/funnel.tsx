import { type DeskNow, FUNNEL_STAGES, type FunnelCounts } from "#contract/desk.ts";
import { DELIVERED_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { shortDistrict } from "../format/district.ts";
import { pickName } from "../format/name.ts";
import { formatNumber, formatPercent } from "../format/number.ts";
import { ScrollBox } from "../kit/scroll-box.tsx";
import { Tabs } from "../kit/tabs.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { ExportMenu } from "../table/export-menu.tsx";
import { gridOfRows } from "../table/page-of-rows.ts";
import type { Column, Row } from "../table/table-view.ts";
import { getT } from "../words/get-t.ts";
import s from "./funnel.module.css";
import { FunnelBand } from "./funnel-band.tsx";

const GREEN = new Set(["bus", "gate", "door"]);

/** From households to doors, for the city and each district; what got lost on the way stands under the step where it did. */
export async function Funnel({ view, unit }: { view: DeskNow; unit: "bags" | "homes" }) {
  const t = await getT("desk");
  const { locale } = await getPreferences();
  const city = view[unit];
  const before = view.before?.[unit];
  // Bags still on their way are compared with a finished cycle by number alone: a percentage would only say "not yet".
  const done = DELIVERED_CYCLE_STATES.includes(view.cycle.state);
  const address = (u: string) => `/desk?cycle=${view.cycle.id}&unit=${u}`;
  const columns: Column[] = [
    { key: "place", label: t("funnel.district") },
    ...FUNNEL_STAGES.map((stage) => ({ key: stage, label: t(`stage.${stage}`), number: true })),
  ];
  const rows: Row[] = [
    { id: "city", cells: { place: t("funnel.city"), ...city } },
    ...view.districts.map((d) => ({ id: d.id, cells: { place: pickName(d.name, locale), ...d[unit] } })),
  ];
  const most = Math.max(1, ...view.districts.map((d) => d[unit].wanted));
  return (
    <section className={s.funnel} aria-label={t("funnel.title")}>
      <div className={s.head}>
        <h2>{t("funnel.title")}</h2>
        <span className={s.facts}>
          {t("funnel.facts", {
            homes: formatNumber(view.homesOrdered),
            districts: view.districts.length,
            places: view.places.length,
          })}
        </span>
        <span className={s.end}>
          <Tabs
            dense
            label={t("funnel.unit")}
            tabs={[
              { href: address("bags"), label: t("funnel.bags"), current: unit === "bags" },
              { href: address("homes"), label: t("funnel.homes"), current: unit === "homes" },
            ]}
          />
          <ExportMenu name={`funnel-${view.cycle.number}-${unit}`} rows={gridOfRows(columns, rows)} />
        </span>
      </div>
      <ScrollBox className={s.scroll}>
        <table className={s.table}>
          <caption className="visually-hidden">{t("funnel.title")}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">{t("funnel.district")}</span>
              </th>
              {FUNNEL_STAGES.map((stage) => (
                <th scope="col" key={stage}>
                  {t(`stage.${stage}`)}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">{t("funnel.done")}</span>
              </th>
            </tr>
            <tr className={s.city}>
              <th scope="row">
                <b>{t("funnel.city")}</b>
                {view.before && <span>{t("funnel.before", { n: view.before.number })}</span>}
              </th>
              {FUNNEL_STAGES.map((stage) => (
                <td key={stage}>
                  <b>{formatNumber(city[stage])}</b>
                  {before && (
                    <span>
                      {t("funnel.was", { n: formatNumber(before[stage]) })}{" "}
                      {(done || !GREEN.has(stage)) && <Change now={city[stage]} was={before[stage]} />}
                    </span>
                  )}
                </td>
              ))}
              <td />
            </tr>
            <tr className={s.bands}>
              <td />
              {FUNNEL_STAGES.map((stage, i) => (
                <td key={stage}>
                  <FunnelBand
                    green={GREEN.has(stage)}
                    share={share(city, i)}
                    next={i + 1 < FUNNEL_STAGES.length ? share(city, i + 1) : undefined}
                  />
                </td>
              ))}
              <td />
            </tr>
            <tr className={s.losses}>
              <td />
              <td />
              {FUNNEL_STAGES.slice(1).map((stage) => (
                <td key={stage}>{lossWords(view, unit, stage, t)}</td>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {view.districts.map((d) => (
              <tr key={d.id}>
                <th scope="row">
                  <b title={pickName(d.name, locale)}>{shortDistrict(pickName(d.name, locale))}</b>{" "}
                  <span>{d.places}</span>
                </th>
                {FUNNEL_STAGES.map((stage) => (
                  <td key={stage}>
                    {formatNumber(d[unit][stage])}
                    <i
                      className={GREEN.has(stage) ? s.green : undefined}
                      style={{ width: `${(84 * d[unit][stage]) / most}%` }}
                    />
                  </td>
                ))}
                <td className={s.percent}>{formatPercent(d[unit].door, d[unit].wanted)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}

const share = (c: FunnelCounts, i: number) => (c.wanted > 0 ? c[FUNNEL_STAGES[i] ?? "wanted"] / c.wanted : 0);

function Change({ now, was }: { now: number; was: number }) {
  if (was === 0) return null;
  const percent = Math.round((100 * (now - was)) / was);
  return <b>{percent > 0 ? `+${percent}%` : `${formatNumber(percent)}%`}</b>;
}

type Words = Awaited<ReturnType<typeof getT<"desk">>>;

/** Between two stages: what is lost for good by its reason, else what has not come so far. */
function lossWords(view: DeskNow, unit: "bags" | "homes", stage: (typeof FUNNEL_STAGES)[number], t: Words): string {
  const c = view[unit];
  const before = FUNNEL_STAGES[FUNNEL_STAGES.indexOf(stage) - 1] ?? "wanted";
  const gap = c[before] - c[stage];
  if (gap <= 0) return "";
  const lost = { locked: view.losses.cancelled, allocated: view.losses.shortAlloc, packed: view.losses.shortPick };
  if (stage === "locked" || stage === "allocated" || stage === "packed") {
    const gone = unit === "bags" ? lost[stage] : 0;
    const n = gone > 0 ? Math.min(gone, gap) : gap;
    return gone > 0 ? t(`loss.${stage}`, { n: formatNumber(-n) }) : t(`loss.${stage}.open`, { n: formatNumber(-n) });
  }
  return stage === "wanted" ? "" : t(`loss.${stage}`, { n: formatNumber(-gap) });
}

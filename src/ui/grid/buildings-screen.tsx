import Link from "next/link";
import type { GridRef, RoundChoice } from "#contract/grid.ts";
import type { BuildingRow } from "#contract/grid-homes.ts";
import { formatBuilding } from "../format/door.ts";
import { pickPlace } from "../format/name.ts";
import { PhoneHeader } from "../frames/phone-header.tsx";
import { Icon } from "../icons/icon.tsx";
import { Facts } from "../kit/facts.tsx";
import { Meter } from "../kit/meter.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { GridFrame } from "./grid-frame.tsx";
import { RoundStrip } from "./round-strip.tsx";
import s from "./rows.module.css";
import { withRound } from "./with-round.ts";

/** Building by building: who ordered, who cannot order alone, which doors are still to come. */
export async function BuildingsScreen({
  view,
}: {
  view: RoundChoice & { grid: GridRef; nowMs: number; buildings: readonly BuildingRow[] };
}) {
  const { grid, buildings } = view;
  const [t, { locale }] = [await getT("grid"), await getPreferences()];
  return (
    <GridFrame
      live={grid.gridId}
      header={
        <PhoneHeader
          title={t("buildings.title")}
          under={
            <Facts
              of={[
                `${pickPlace(grid.community, locale)} ${t("grid.n", { n: grid.number })}`,
                t("homes", { n: grid.homes }),
              ]}
            />
          }
        />
      }
    >
      <RoundStrip of={view} nowMs={view.nowMs} path="/g/buildings" />
      <p className={s.hint}>{t("buildings.hint")}</p>
      <ul className={s.rows}>
        {buildings.map((b) => (
          <li key={b.buildingId}>
            <Link
              className={s.row}
              href={withRound(`/g/buildings/${b.buildingId}${b.toDeliver > 0 ? "?tab=delivery" : ""}`, view)}
              prefetch={false}
            >
              <b className={s.lead}>{formatBuilding(b.name, locale)}</b>
              <span className={s.words}>
                <span>{t("buildings.ordered", { n: b.ordered, of: b.homes })}</span>
                <Meter
                  value={b.ordered}
                  max={b.homes}
                  label={t("buildings.ordered", { n: b.ordered, of: b.homes })}
                  tone="plain"
                />
                {(b.alone > 0 || b.toDeliver > 0) && (
                  <Facts
                    of={[
                      b.alone > 0 && t("buildings.alone", { n: b.alone }),
                      b.toDeliver > 0 && t("buildings.todo", { n: b.toDeliver }),
                    ]}
                  />
                )}
              </span>
              <Icon name="chevron-right" size={22} />
            </Link>
          </li>
        ))}
      </ul>
    </GridFrame>
  );
}

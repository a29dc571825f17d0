import type { BoardView } from "#contract/grid-homes.ts";
import { formatUnit } from "../format/door.ts";
import { formatList } from "../format/list.ts";
import { pickName } from "../format/name.ts";
import { formatDay } from "../format/time.ts";
import { LinkButton } from "../kit/link-button.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { PrintButton } from "../kit/print-button.tsx";
import { Tabs } from "../kit/tabs.tsx";
import { ZoneBand } from "../kit/zone-band.tsx";
import { ZoneOrder } from "../places/zone-order.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./board.module.css";
import { BoardGrid } from "./board-grid.tsx";
import { GridFrame } from "./grid-frame.tsx";
import { RoundStrip } from "./round-strip.tsx";
import { UnitChoice } from "./unit-choice.tsx";
import { withRound } from "./with-round.ts";

/** Every door of a unit as a cell, floor by floor: who is missing from tomorrow's order, what is left of today's round. */
export async function BoardScreen({ view }: { view: BoardView }) {
  const [t, common, { locale }] = [await getT("grid"), await getT("common"), await getPreferences()];
  // What is delivered today is no round to choose from.
  const ordering = view.tab === "order" ? view : { rounds: [], cycleId: null };
  const plain = (unit: number, tab: string) => `/g/buildings/${view.buildingId}?unit=${unit}&tab=${tab}`;
  const at = (unit: number, tab: string) => withRound(plain(unit, tab), ordering);
  const doors = view.floors.reduce((n, f) => n + f.cells.length, 0);
  const missing = (view.counts.none ?? 0) + (view.counts.alone ?? 0);
  const title = formatUnit({ building: view.name, unit: view.unit }, locale);
  const dock =
    view.cycleId === null ? undefined : view.tab === "delivery" ? (
      view.nextDoor ? (
        <LinkButton
          kind="filled"
          size={60}
          wide
          icon="footprints"
          href={`/g/doors?from=${encodeURIComponent(view.name)}-${view.unit}`}
        >
          {t("board.walk", { room: view.nextDoor.room, n: view.left })}
        </LinkButton>
      ) : undefined
    ) : (
      <div className={s.dock}>
        <LinkButton
          kind="filled"
          size={60}
          wide
          icon="door-closed"
          href={withRound(`/g/lists/knock?at=${encodeURIComponent(view.name)}-${view.unit}`, view)}
        >
          {t("board.knock", { n: missing })}
        </LinkButton>
        <LinkButton
          size={60}
          wide
          icon="phone"
          href={withRound(`/g/lists/call?at=${encodeURIComponent(view.name)}-${view.unit}`, view)}
        >
          {t("board.call")}
        </LinkButton>
      </div>
    );
  return (
    <GridFrame
      back={withRound("/g/buildings", ordering)}
      live={view.gridId}
      title={
        view.units.length > 1 ? (
          <UnitChoice
            title={title}
            label={t("board.units")}
            units={view.units.map((unit) => ({
              href: at(unit, view.tab),
              label: formatUnit({ building: view.name, unit }, locale),
              current: unit === view.unit,
            }))}
          />
        ) : (
          title
        )
      }
      under={t("board.size", { floors: view.floors.length, doors: view.doorsPerFloor, n: doors })}
      end={
        <PrintButton kind="text" aria-label={common("print")}>
          {" "}
        </PrintButton>
      }
      dock={dock}
    >
      {view.zone && (
        <ZoneBand
          level={view.zone.level}
          name={common(`zone.${view.zone.level}`)}
          meaning={t(`board.zone.${view.zone.level}`)}
          order={<ZoneOrder zone={view.zone} />}
        />
      )}
      <h2 className={`${s.paperTitle} print-only`}>
        {title}{" "}
        {view.tab === "order" && view.deliveryDayMs !== null
          ? t("board.order.day", { day: formatDay(view.deliveryDayMs, locale) })
          : t(view.tab === "order" ? "board.order" : "board.delivery")}
      </h2>
      <div className={`${s.tabs} no-print`}>
        <Tabs
          label={title}
          tabs={[
            {
              href: at(view.unit, "order"),
              label:
                view.tab === "order" && view.deliveryDayMs !== null
                  ? t("board.order.day", { day: formatDay(view.deliveryDayMs, locale) })
                  : t("board.order"),
              current: view.tab === "order",
            },
            { href: at(view.unit, "delivery"), label: t("board.delivery"), current: view.tab === "delivery" },
          ]}
        />
      </div>
      {view.tab === "order" && <RoundStrip of={view} nowMs={view.nowMs} path={plain(view.unit, "order")} />}
      {view.cycleId === null ? (
        <EmptyState icon="calendar" title={t(`board.none.${view.tab}`)} />
      ) : (
        <BoardGrid key={`${view.unit} ${view.tab}`} view={view} />
      )}
      {view.cycleId !== null && (
        <div className={s.legend}>
          {view.tab === "order" ? (
            <>
              <p>
                {formatList(
                  view.packages.map((p) => `${p.letter} ${pickName(p.name, locale)}`),
                  locale,
                )}
              </p>
              <p className="no-print">{t("board.hint.order")}</p>
            </>
          ) : (
            <>
              <p>{t("board.hint.delivery")}</p>
              <p>{t("board.hint.absent")}</p>
            </>
          )}
        </div>
      )}
    </GridFrame>
  );
}

"use client";
import { useState } from "react";
import type { PublishRow, PublishView } from "#contract/dispatch.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { actsFor, decide } from "#domain/kernel/machine.ts";
import { TRIP } from "#domain/movement/trip.ts";
import { busName } from "../format/bus.ts";
import { pickName } from "../format/name.ts";
import { formatNumber } from "../format/number.ts";
import { formatClock } from "../format/time.ts";
import { Pane } from "../frames/pane.tsx";
import { Icon } from "../icons/icon.tsx";
import { BigNumber } from "../kit/big-number.tsx";
import { Button } from "../kit/button.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { Meter } from "../kit/meter.tsx";
import { EmptyState, ErrorNote } from "../kit/notes.tsx";
import { TripName } from "../kit/trip-name.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { DataTable } from "../table/data-table.tsx";
import type { Cell, Column, Row } from "../table/table-view.ts";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import { CHECK_OF, CHECKS, type Check } from "./check-columns.ts";
import { FindingWords } from "./finding-words.tsx";
import s from "./publish-screen.module.css";
import { TripActs } from "./trip-acts.tsx";
import { WorthALook } from "./worth-a-look.tsx";

const isToPublish = (r: PublishRow) => r.state !== null && actsFor(TRIP, r.state, "DIS").includes("publish");
/** By the rules that the server asks, over the same findings. */
const mayGo = (r: PublishRow) =>
  r.state !== null && decide(TRIP, r.state, "publish", "DIS", { findings: r.findings }).ok;

/** Trip by check; what is held says why, what is good may go first. */
export function PublishScreen({ view }: { view: PublishView }) {
  const [t, common] = [useT("dispatch"), useT("common")];
  const locale = useLocale();
  const [chosen, setChosen] = useState<string | undefined>();
  const { act, busy, error } = useAct();
  const [done, setDone] = useState<number | null>(null);
  const rows = view.rows.filter((r) => r.state !== "cancelled");
  const waiting = rows.filter(isToPublish);
  const held = waiting.filter((r) => !mayGo(r));
  const good = rows.filter(mayGo);
  const storeOf = new Map(view.sites.map((x) => [x.id, pickName(x.name, locale)]));
  const fails = (check: Check) => held.filter((r) => r.findings.some((f) => CHECK_OF[f.kind] === check)).length;

  const publish = () =>
    act(
      (c) => c.movement.publish.mutate({ tripIds: good.map((r) => r.id as TripId) }),
      (answer) => setDone(answer.published),
    );

  const columns: Column[] = [
    { key: "bus", label: t("col.bus") },
    { key: "dock", label: t("col.dock"), number: true },
    { key: "stops", label: t("col.stops"), number: true },
    { key: "bags", label: t("col.bags"), number: true },
    { key: "load", label: t("col.load"), number: true },
    ...CHECKS.map((c) => ({
      key: c,
      mark: true,
      label: fails(c) > 0 ? `${t(`check.${c}`)} ▲${fails(c)}` : t(`check.${c}`),
    })),
    { key: "state", label: t("col.state") },
  ];
  const verdict = (r: PublishRow, check: Check): Cell => {
    if (check === "disinfect") return sign(t("check.later"), "circle-dashed");
    if (r.findings.some((f) => CHECK_OF[f.kind] === check)) return sign(t("check.bad"), "triangle-alert");
    return check === "pass"
      ? {
          value: t("check.na"),
          node: (
            <span className={s.na} title={t("check.na")}>
              –
            </span>
          ),
        }
      : sign(t("check.ok"), "check");
  };
  const cells = (r: PublishRow): Row => {
    const name = busName({ number: r.number, bus: r.vehicle }, common);
    const store = storeOf.get(r.storeId) ?? "";
    return {
      id: r.id,
      tone: r.findings.length > 0 ? "bad" : isToPublish(r) ? undefined : "faded",
      cells: {
        // Where it loads stands under its name: every row is as high as the next, and the state stays in sight.
        bus: {
          value: `${name} · ${store}`,
          node: (
            <span className={s.whole}>
              <TripName name={name} colour={r.number} />
              <span className={s.store}>{store}</span>
            </span>
          ),
        },
        dock: formatClock(r.dockMs, locale),
        stops: r.stops.length,
        bags: r.bags,
        load: {
          value: Math.round((100 * r.bags) / r.capacity),
          node: (
            <span className={s.meter}>
              <Meter value={r.bags} max={r.capacity} tone="plain" label={t("col.load")} />
            </span>
          ),
        },
        ...Object.fromEntries(
          CHECKS.map((c) => [
            c,
            isToPublish(r) ? verdict(r, c) : { value: t("check.gone"), node: <span className={s.na}>–</span> },
          ]),
        ),
        state: r.state
          ? { value: t(`state.${r.state}`), node: <span className={s.whole}>{t(`state.${r.state}`)}</span> }
          : null,
      },
    };
  };
  const selected = rows.find((r) => r.id === chosen);
  return (
    <>
      <LiveRefresh topics={[`cycle:${view.cycle.id}`, "dispatch"]} readMs={view.nowMs} />
      <Pane
        names
        title={t("publish.title")}
        facts={t("publish.facts", {
          trips: rows.length,
          bags: formatNumber(rows.reduce((n, r) => n + r.bags, 0)),
          time: formatClock(view.nowMs, locale),
        })}
      >
        <DataTable
          caption={t("publish.title")}
          columns={columns}
          rows={rows.map(cells)}
          dense
          filter
          exportName={`trips-${view.cycle.number}`}
          selectedId={chosen}
          onSelect={setChosen}
          empty={t("trips.empty")}
        />
      </Pane>
      <Pane
        width={310}
        tone="paper"
        title={held.length > 0 ? t("publish.held", { n: held.length }) : t("publish.held.none")}
        foot={
          waiting.length > 0 && (
            <div className={s.foot}>
              <span>
                <BigNumber unit={t("publish.good")}>{good.length}</BigNumber>
                {held.length > 0 && <span className={s.stay}>{t("publish.stay", { n: held.length })}</span>}
              </span>
              <Button kind="filled" icon="send" disabled={busy || good.length === 0} onClick={publish}>
                {busy ? t("publish.busy") : t("publish.all", { n: good.length })}
              </Button>
            </div>
          )
        }
      >
        {error && <ErrorNote>{error}</ErrorNote>}
        {done !== null && (
          <p role="status" className={s.done}>
            {t("publish.done", { n: done })}
          </p>
        )}
        {waiting.length === 0 && (
          <EmptyState
            icon="bus"
            title={t("publish.none")}
            action={
              rows.length === 0 ? (
                <LinkButton kind="filled" href={`/d?cycle=${view.cycle.id}`}>
                  {t("publish.to.plan")}
                </LinkButton>
              ) : undefined
            }
          >
            {rows.length === 0 ? t("publish.none.how") : undefined}
          </EmptyState>
        )}
        {held.length > 0 && <p className={s.stay}>{t("publish.held.fix")}</p>}
        <ul>
          {held.map((r) => (
            <li key={r.id} className={r.id === chosen ? `${s.card} ${s.on}` : s.card}>
              <button type="button" onClick={() => setChosen(r.id)} aria-pressed={r.id === chosen}>
                <TripName name={busName({ number: r.number, bus: r.vehicle }, common)} colour={r.number} />
              </button>
              <FindingWords trip={r} places={view.places} />
              <LinkButton size={36} kind="text" href={`/d?cycle=${view.cycle.id}&at=trip:${r.id}`}>
                {t("fix.look")}
              </LinkButton>
            </li>
          ))}
        </ul>
        <WorthALook trips={good} onChoose={setChosen} />
        {selected && <TripActs key={selected.id} trip={selected} />}
      </Pane>
    </>
  );
}

const sign = (words: string, icon: "check" | "triangle-alert" | "circle-dashed"): Cell => ({
  value: words,
  node: (
    <span className={icon === "triangle-alert" ? s.bad : icon === "check" ? s.ok : s.na} title={words}>
      <Icon name={icon} size={16} />
      <span className="visually-hidden">{words}</span>
    </span>
  ),
});

"use client";
import { useState } from "react";
import type { PlanTrip, PlanView } from "#contract/dispatch.ts";
import type { PlanChange } from "#contract/plan-edits.ts";
import type { BatchId } from "#domain/kernel/ids.ts";
import { Field, SelectField } from "../kit/field.tsx";
import { useT } from "../words/use-t.ts";
import { PricedAct } from "./priced-act.tsx";
import s from "./stop-moves.module.css";
import { asNewTrip, type Moved, toChange, toTripAt, usePriced, type Where } from "./use-plan-change.ts";

type Props = {
  moved: Moved;
  /** Bags of the stop; fewer of them may be moved where they are of one batch. */
  bags: number;
  storeId: string;
  trips: readonly PlanTrip[];
  buses: PlanView["buses"];
  nameOf: (placeId: string) => string;
  held: boolean;
  onTake: (change: PlanChange) => void;
};
const OUT = "out";
const LAST = "last";
const NEW = "new ";

/** "Move to…": a trip, a place in it, how many bags, the price of that, and only then the button. */
export function MoveStop({ moved, bags, storeId, trips, buses, nameOf, held, onTake }: Props) {
  const t = useT("dispatch");
  const [choice, setChoice] = useState({ where: "", place: LAST, some: bags });
  const priced = usePriced(moved.planId);
  const { where, place, some } = choice;
  const own = trips.filter((x) => x.storeId === storeId);
  const trip = own.find((x) => x.id === where);
  const stops = trip?.stops.filter((x) => !x.batchIds.some((id) => moved.batchIds.includes(id as BatchId))) ?? [];
  const [only] = moved.batchIds;
  const divisible = moved.from !== null && moved.batchIds.length === 1 && bags > 1;

  const targetOf = (at: typeof choice): Where | undefined => {
    if (at.where.startsWith(NEW)) return asNewTrip(trips, at.where.slice(NEW.length), storeId);
    const target = own.find((x) => x.id === at.where);
    return target && { ...toTripAt(trips, target), before: at.place === LAST ? null : (at.place as BatchId) };
  };
  const changeTo = (at: typeof choice): PlanChange | undefined => {
    if (at.where === OUT)
      return moved.from ? { kind: "leave_out", batchIds: moved.batchIds, from: moved.from } : undefined;
    const to = targetOf(at);
    if (!to) return undefined;
    if (moved.from && only && divisible && at.some > 0 && at.some < bags)
      return { kind: "split", batchId: only, bags: at.some, from: moved.from, to };
    return toChange(moved, to);
  };
  const choose = (next: Partial<typeof choice>) => {
    const chosen = { ...choice, ...next };
    setChoice(chosen);
    priced.think(changeTo(chosen));
  };
  const sharing = divisible && where !== "" && where !== OUT && where !== NEW;
  return (
    <div className={s.moves}>
      <SelectField
        label={t("move.to")}
        value={where}
        onChange={(e) => choose({ where: e.target.value, place: LAST })}
        data-move
      >
        <option value="">{t("move.to.none")}</option>
        {own.map((x) => (
          <option key={x.id} value={x.id}>
            {t("move.trip", { n: x.number, bus: x.vehicle, bags: x.bags, of: x.capacity })}
          </option>
        ))}
        <optgroup label={t("move.new")}>
          {buses.map((bus) => (
            <option key={bus.id} value={NEW + bus.id}>
              {t("move.new.of", { bus: bus.name })}
            </option>
          ))}
        </optgroup>
        {moved.from && <option value={OUT}>{t("move.out")}</option>}
      </SelectField>
      {trip && (
        <SelectField label={t("move.place")} value={place} onChange={(e) => choose({ place: e.target.value })}>
          {stops.map((x) => (
            <option key={x.batchIds[0]} value={x.batchIds[0]}>
              {t("move.before", { place: nameOf(x.placeId) })}
            </option>
          ))}
          <option value={LAST}>{t("move.last")}</option>
        </SelectField>
      )}
      {sharing && (
        <Field
          label={t("move.some", { n: bags })}
          type="number"
          min={1}
          max={bags}
          value={some || ""}
          onChange={(e) => choose({ some: Math.min(bags, Math.max(0, Math.floor(e.target.valueAsNumber || 0))) })}
        />
      )}
      <PricedAct
        priced={priced}
        label={t(where === OUT ? "move.do.out" : priced.change?.kind === "split" ? "move.do.some" : "move.do", {
          n: some,
        })}
        nameOf={nameOf}
        held={held}
        onTake={onTake}
      />
    </div>
  );
}

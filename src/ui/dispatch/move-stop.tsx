"use client";
import { useState } from "react";
import type { PlanTrip } from "#contract/dispatch.ts";
import type { ChangePrice, PlanChange } from "#contract/plan-edits.ts";
import type { BatchId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { SelectField } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useT } from "../words/use-t.ts";
import { PriceWords } from "./price-words.tsx";
import s from "./stop-moves.module.css";
import { type Moved, toChange, toTripAt, useAsked } from "./use-plan-change.ts";

type Props = {
  moved: Moved;
  /** Where the stop could be driven: trips of its store. */
  trips: readonly PlanTrip[];
  all: readonly PlanTrip[];
  nameOf: (placeId: string) => string;
  held: boolean;
  onTake: (change: PlanChange) => void;
};
const OUT = "out";
const LAST = "last";

/** "Move to…": a trip, a place in it, the price of that, and only then the button. */
export function MoveStop({ moved, trips, all, nameOf, held, onTake }: Props) {
  const t = useT("dispatch");
  const [where, setWhere] = useState("");
  const [place, setPlace] = useState(LAST);
  const { ask, answer: price, error, busy, forget } = useAsked<ChangePrice>();
  const trip = trips.find((x) => x.id === where);
  const stops = trip?.stops.filter((x) => !x.batchIds.some((id) => moved.batchIds.includes(id as BatchId))) ?? [];

  const changeTo = (at: string, before: string): PlanChange | undefined => {
    if (at === OUT) return moved.from ? { kind: "leave_out", batchIds: moved.batchIds, from: moved.from } : undefined;
    const target = trips.find((x) => x.id === at);
    return (
      target && toChange(moved, { ...toTripAt(all, target), before: before === LAST ? null : (before as BatchId) })
    );
  };
  const choose = (at: string, before: string) => {
    setWhere(at);
    setPlace(before);
    const change = changeTo(at, before);
    if (change) void ask((c) => c.movement.priceChange.query({ planId: moved.planId, change }));
    else forget();
  };
  const chosen = changeTo(where, place);
  return (
    <div className={s.moves}>
      <SelectField label={t("move.to")} value={where} onChange={(e) => choose(e.target.value, LAST)}>
        <option value="">{t("move.to.none")}</option>
        {trips.map((x) => (
          <option key={x.id} value={x.id}>
            {t("move.trip", { n: x.number, bus: x.vehicle, bags: x.bags, of: x.capacity })}
          </option>
        ))}
        {moved.from && <option value={OUT}>{t("move.out")}</option>}
      </SelectField>
      {trip && (
        <SelectField label={t("move.place")} value={place} onChange={(e) => choose(where, e.target.value)}>
          {stops.map((x) => (
            <option key={x.batchIds[0]} value={x.batchIds[0]}>
              {t("move.before", { place: nameOf(x.placeId) })}
            </option>
          ))}
          <option value={LAST}>{t("move.last")}</option>
        </SelectField>
      )}
      <div role="status">
        {error && <ErrorNote>{error}</ErrorNote>}
        {busy && t("move.asking")}
        {price && <PriceWords price={price} nameOf={nameOf} />}
      </div>
      {price && chosen && (
        <Button kind="act" disabled={held || !price.allowed} onClick={() => onTake(chosen)}>
          {t(where === OUT ? "move.do.out" : "move.do")}
        </Button>
      )}
    </div>
  );
}

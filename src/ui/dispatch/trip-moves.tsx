"use client";
import { useState } from "react";
import type { PlanTrip, PlanView } from "#contract/dispatch.ts";
import type { PlanChange } from "#contract/plan-edits.ts";
import type { BatchId, PlanId, VehicleId } from "#domain/kernel/ids.ts";
import { SelectField } from "../kit/field.tsx";
import { useT } from "../words/use-t.ts";
import { PricedAct } from "./priced-act.tsx";
import s from "./stop-moves.module.css";
import { asNewTrip, toTripAt, usePriced } from "./use-plan-change.ts";

type Props = {
  planId: PlanId;
  trip: PlanTrip;
  /** All that are proposed. */
  trips: readonly PlanTrip[];
  buses: PlanView["buses"];
  nameOf: (placeId: string) => string;
  held: boolean;
  onTake: (change: PlanChange) => void;
};
const [REVERSE, BUS, JOIN, CUT] = ["reverse", "bus ", "join ", "cut "];
const batchesOf = (stops: PlanTrip["stops"]) => stops.flatMap((x) => x.batchIds) as BatchId[];

/** What can be done with a whole trip: turned round, given to another bus, joined to another trip, or cut in two. */
export function TripMoves({ planId, trip, trips, buses, nameOf, held, onTake }: Props) {
  const t = useT("dispatch");
  const [choice, setChoice] = useState({ what: "", bus: trip.vehicleId });
  const priced = usePriced(planId);
  const from = toTripAt(trips, trip);
  const others = trips.filter((x) => x.storeId === trip.storeId && x.id !== trip.id);
  const changeFor = ({ what, bus }: typeof choice): PlanChange | undefined => {
    if (what === REVERSE) return { kind: "reverse", trip: from };
    if (what.startsWith(BUS)) return { kind: "other_bus", trip: from, vehicleId: what.slice(BUS.length) as VehicleId };
    if (what.startsWith(CUT)) {
      const at = trip.stops.findIndex((x) => x.batchIds[0] === what.slice(CUT.length));
      return { kind: "move", batchIds: batchesOf(trip.stops.slice(at)), from, to: asNewTrip(trips, bus, trip.storeId) };
    }
    const other = others.find((x) => JOIN + x.id === what);
    return (
      other && { kind: "move", batchIds: batchesOf(trip.stops), from, to: { ...toTripAt(trips, other), before: null } }
    );
  };
  const choose = (next: Partial<typeof choice>) => {
    const chosen = { ...choice, ...next };
    setChoice(chosen);
    priced.think(changeFor(chosen));
  };
  return (
    <div className={s.moves}>
      <SelectField label={t("trip.do")} value={choice.what} onChange={(e) => choose({ what: e.target.value })}>
        <option value="">{t("trip.do.none")}</option>
        <option value={REVERSE}>{t("trip.do.reverse")}</option>
        <optgroup label={t("trip.do.cut")}>
          {trip.stops.slice(1).map((x) => (
            <option key={x.batchIds[0]} value={CUT + x.batchIds[0]}>
              {t("trip.do.cut.at", { place: nameOf(x.placeId) })}
            </option>
          ))}
        </optgroup>
        <optgroup label={t("trip.do.join")}>
          {others.map((x) => (
            <option key={x.id} value={JOIN + x.id}>
              {t("trip.do.join.to", { n: x.number, bus: x.vehicle, bags: x.bags, of: x.capacity })}
            </option>
          ))}
        </optgroup>
        <optgroup label={t("trip.do.bus")}>
          {buses
            .filter((bus) => bus.id !== trip.vehicleId)
            .map((bus) => (
              <option key={bus.id} value={BUS + bus.id}>
                {t("trip.do.bus.to", { bus: bus.name })}
              </option>
            ))}
        </optgroup>
      </SelectField>
      {choice.what.startsWith(CUT) && (
        <SelectField label={t("trip.do.cut.bus")} value={choice.bus} onChange={(e) => choose({ bus: e.target.value })}>
          {buses.map((bus) => (
            <option key={bus.id} value={bus.id}>
              {bus.name}
            </option>
          ))}
        </SelectField>
      )}
      <PricedAct priced={priced} label={t("trip.do.do")} nameOf={nameOf} held={held} onTake={onTake} />
    </div>
  );
}

"use client";
import type { PlanStop, PlanTrip, PlanView } from "#contract/dispatch.ts";
import type { BatchId, PlanId } from "#domain/kernel/ids.ts";
import { pickName } from "../format/name.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import { MoveStop } from "./move-stop.tsx";
import s from "./stop-moves.module.css";
import { StopOffers } from "./stop-offers.tsx";
import { type Moved, toTripAt, useTake } from "./use-plan-change.ts";

type Props = {
  view: PlanView;
  stop: Pick<PlanStop, "batchIds" | "bags" | "pinned">;
  storeId: string;
  /** The trip that has the stop; none for one that is left out. */
  trip: PlanTrip | null;
};

/** What can be done with a stop of a plan that waits to be taken: fixed, offered to others, moved, shared, left out. */
export function StopMoves({ view, stop, storeId, trip }: Props) {
  const t = useT("dispatch");
  const locale = useLocale();
  const { take, busy, error } = useTake(view);
  const { plan } = view;
  if (plan?.state !== "proposed" || stop.batchIds.length === 0) return null;
  const names = new Map(view.places.map((p) => [p.id, pickName(p.name, locale)]));
  const busNames = new Map(view.buses.map((b) => [b.id, b.name]));
  const proposed = view.trips.filter((x) => x.state === null);
  const from = trip && toTripAt(proposed, trip);
  const batchIds = stop.batchIds as BatchId[];
  const moved: Moved = { planId: plan.id as PlanId, batchIds, from };
  const nameOf = (placeId: string) => names.get(placeId) ?? "";
  const both = { moved, trips: proposed, nameOf, held: busy, onTake: take };
  const pin = from && (
    <Button
      icon={stop.pinned ? "pin-off" : "pin"}
      disabled={busy}
      aria-pressed={stop.pinned}
      onClick={() => take({ kind: "pin", batchIds, from, on: !stop.pinned })}
    >
      {t(stop.pinned ? "stop.unpin" : "stop.pin")}
    </Button>
  );
  // What is fixed is loosened first; then its moves are here.
  if (trip?.locked) return <p>{t("stop.in.locked")}</p>;
  return (
    <div className={s.moves}>
      {error && <ErrorNote>{error}</ErrorNote>}
      {pin}
      {/* Another plan has other prices: what was asked of the old one goes with it. */}
      {!stop.pinned && <StopOffers key={`offers ${plan.id}`} {...both} busNames={busNames} />}
      <MoveStop key={`move ${plan.id}`} {...both} bags={stop.bags} storeId={storeId} buses={view.buses} />
    </div>
  );
}

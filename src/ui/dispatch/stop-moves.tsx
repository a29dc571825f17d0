"use client";
import type { PlanTrip, PlanView } from "#contract/dispatch.ts";
import type { PlanChange } from "#contract/plan-edits.ts";
import type { BatchId, PlanId } from "#domain/kernel/ids.ts";
import { pickName } from "../format/name.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import { MoveStop } from "./move-stop.tsx";
import s from "./stop-moves.module.css";
import { StopOffers } from "./stop-offers.tsx";
import { type Moved, toTripAt } from "./use-plan-change.ts";

type Props = {
  view: PlanView;
  batchIds: readonly string[];
  /** The trip that has the stop; none for one that is left out. */
  trip: PlanTrip | null;
};

/** What can be done with a stop of a plan that waits to be taken: who else could take it, and where it is moved to. */
export function StopMoves({ view, batchIds, trip }: Props) {
  const locale = useLocale();
  const { act, busy, error } = useAct();
  const { plan } = view;
  if (plan?.state !== "proposed" || batchIds.length === 0) return null;
  const names = new Map(view.places.map((p) => [p.id, pickName(p.name, locale)]));
  const busNames = new Map(view.buses.map((b) => [b.id, b.name]));
  const proposed = view.trips.filter((x) => x.state === null);
  const moved: Moved = {
    planId: plan.id as PlanId,
    batchIds: batchIds as BatchId[],
    from: trip && toTripAt(proposed, trip),
  };
  const nameOf = (placeId: string) => names.get(placeId) ?? "";
  const take = (change: PlanChange) => act((c) => c.movement.changePlan.mutate({ planId: plan.id as PlanId, change }));
  const both = { moved, nameOf, held: busy, onTake: take };
  return (
    <div className={s.moves}>
      {error && <ErrorNote>{error}</ErrorNote>}
      {/* Another plan has other prices: what was asked of the old one goes with it. */}
      <StopOffers key={`offers ${plan.id}`} {...both} trips={proposed} busNames={busNames} />
      <MoveStop
        key={`move ${plan.id}`}
        {...both}
        trips={trip ? proposed.filter((x) => x.storeId === trip.storeId) : proposed}
        all={proposed}
      />
    </div>
  );
}

/** The last change by hand taken back, or made again. */
export function PlanSteps({ view }: { view: PlanView }) {
  const t = useT("dispatch");
  const { act, busy, error } = useAct();
  const { plan } = view;
  if (plan?.state !== "proposed" || (plan.undo === null && !plan.redo)) return null;
  const step = (which: "undo" | "redo") =>
    act((c) => c.movement.stepPlan.mutate({ planId: plan.id as PlanId, step: which }));
  return (
    <div className={s.steps}>
      {error && <ErrorNote>{error}</ErrorNote>}
      {plan.undo && (
        <Button icon="undo-2" disabled={busy} onClick={() => step("undo")}>
          {t("move.undo", { what: t(`change.${plan.undo}`) })}
        </Button>
      )}
      {plan.redo && (
        <Button disabled={busy} onClick={() => step("redo")}>
          {t("move.redo")}
        </Button>
      )}
    </div>
  );
}

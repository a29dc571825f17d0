import { z } from "zod";
import type { PlanId } from "#domain/kernel/ids.ts";
import type { PlanState } from "#domain/movement/plan.ts";
import type { PlanView } from "./dispatch.ts";
import { id } from "./orders.ts";

export const namePlanInput = z.object({ planId: id<PlanId>(), name: z.string().trim().min(1).max(40) });
export type NamePlanInput = z.infer<typeof namePlanInput>;

/** A plan of a round that can be looked at again: one that was searched for, taken, or given a name. */
export type PlanVersion = {
  readonly id: string;
  readonly state: PlanState;
  readonly name: string | null;
  /** Who asked for it or changed it last. */
  readonly by: string | null;
  readonly madeMs: number;
  /** Trips of it that have gone out to their drivers, or beyond. */
  readonly published: number;
  readonly figures: PlanFigures;
};
export type PlanFigures = {
  readonly costFen: number;
  readonly buses: number;
  readonly trips: number;
  readonly metres: number;
  /** Gates that are come to after they shut, and by how much altogether. */
  readonly lateStops: number;
  readonly lateSeconds: number;
  readonly leftOutBags: number;
};
/** A stop that two plans serve differently: by another bus, more than a few minutes sooner or later, or only in one. */
export type StopDiffers = {
  readonly placeId: string;
  readonly from: StopServed | null;
  readonly to: StopServed | null;
};
export type StopServed = { readonly vehicleIds: readonly string[]; readonly arriveMs: number };

export type PlanComparison = Pick<PlanView, "cycle" | "cycles" | "places" | "sites" | "nowMs"> & {
  readonly versions: readonly PlanVersion[];
  /** The two side by side; null while there is only one. */
  readonly both: {
    readonly a: PlanVersion & Pick<PlanView, "trips">;
    readonly b: PlanVersion & Pick<PlanView, "trips">;
    readonly differs: readonly StopDiffers[];
    /** Whoever has to hear of it when the second takes the place of the first: buses whose list is another one. */
    readonly buses: readonly string[];
  } | null;
};

import { createHash } from "node:crypto";
import type { OffersInput, PlanChange, PricedChange } from "#contract/plan-edits.ts";
import type { CycleId, TripId } from "#domain/kernel/ids.ts";
import type { ServiceDay } from "#domain/kernel/time.ts";
import { look } from "../act.ts";
import { openThread } from "../asked-thread.ts";
import { type Ctx, SYSTEM } from "../ctx.ts";
import type { ChangedPlan, DraftPlan } from "./answer-draft.ts";
import { drivesOf, listClosuresOfDay, toClosures } from "./closures-in-force.ts";
import { type DayTravel, travelOf } from "./day-travel.ts";
import type { PlanDay } from "./plan-day.ts";
import { readDay } from "./read-day.ts";
import type { OpenRoads } from "./roads-in-use.ts";

export type DraftQuestion =
  | { readonly kind: "warm"; readonly key: string; readonly day: PlanDay; readonly travel: DayTravel }
  | { readonly kind: "forget"; readonly key: string }
  | {
      readonly kind: "change";
      readonly key: string;
      readonly serviceDay: ServiceDay;
      readonly plan: DraftPlan;
      readonly change: PlanChange;
    }
  | ({ readonly kind: "offers"; readonly key: string; readonly plan: DraftPlan } & Omit<OffersInput, "planId">);

/** A cycle's day, ready to be asked about. */
export type OpenDraft = {
  /** Trips that are out, which plans of the day are made beside. */
  readonly besides: readonly TripId[];
  /** Undefined when the change names what is not there. */
  readonly change: (plan: DraftPlan, change: PlanChange) => Promise<ChangedPlan | undefined>;
  readonly offers: (plan: DraftPlan, asked: Omit<OffersInput, "planId">) => Promise<PricedChange[] | undefined>;
};
export type Drafts = {
  /** @throws NotKept when the day's times are not worked out yet: that is the worker's to do, and nobody waits for it here */
  readonly open: (ctx: Ctx, cycleId: CycleId) => Promise<OpenDraft>;
  readonly close: () => Promise<void>;
};

/** So many days stay on the thread, those that were asked about last: half a megabyte for each kind of vehicle. */
const WARM = 4;

/**
 * Plans are changed on one thread of the web process. It starts with the first question; a day is sent to it once, with
 * times that the worker has kept, and again when batches, buses, gates or closures are others.
 */
export function openDrafts(roads: OpenRoads): Drafts {
  const warm = new Map<string, Promise<unknown>>();
  const thread = openThread<DraftQuestion>(new URL("./draft-thread.ts", import.meta.url), () => warm.clear());
  const { ask } = thread;
  const keep = (key: string, making: () => Promise<unknown>): Promise<unknown> => {
    const known = warm.get(key) ?? making();
    warm.delete(key);
    warm.set(key, known);
    known.catch(() => warm.delete(key));
    for (const old of [...warm.keys()].slice(0, -WARM)) {
      warm.delete(old);
      void ask({ kind: "forget", key: old });
    }
    return known;
  };

  return {
    open: async (person, cycleId) => {
      const ctx: Ctx = { ...person, actor: SYSTEM };
      const { day, besides, deliveryDay, closures } = await look(ctx, async (tx) => {
        const read = await readDay(tx, cycleId);
        return { ...read, closures: toClosures(await listClosuresOfDay(tx, read.deliveryDay)) };
      });
      const { version } = roads(day.places);
      const key = createHash("sha256")
        .update(JSON.stringify([version, deliveryDay, day, closures]))
        .digest("hex");
      await keep(key, async () => {
        const travel = await travelOf(ctx, roads, day, closures, drivesOf(deliveryDay), "kept");
        await ask({ kind: "warm", key, day, travel });
      });
      return {
        besides,
        change: (plan, change) => ask({ kind: "change", key, serviceDay: deliveryDay, plan, change }),
        offers: (plan, { batchIds, from }) => ask({ kind: "offers", key, plan, batchIds, from }),
      };
    },
    close: thread.close,
  };
}

import type { CommunityId, GridId, ZoneVersionId } from "../kernel/ids.ts";
import { defineMachine } from "../kernel/machine.ts";
import type { Instant } from "../kernel/time.ts";

/** 封控区, 管控区, 防范区: from the strictest down. A place without a level is a normal place. */
export const ZONE_LEVELS = ["lockdown", "control", "prevention"] as const;
export type ZoneLevel = (typeof ZONE_LEVELS)[number];

export const ZONE_STATES = ["draft", "approved", "effective", "superseded", "lifted"] as const;
export type ZoneState = (typeof ZONE_STATES)[number];

/**
 * The life of one version of a zone. It is never edited in place: a split, merge, upgrade or downgrade is a new
 * version that names its parents, so that what was in force at any moment can be read for ever.
 */
export const ZONE = defineMachine(
  "zone",
  ZONE_STATES,
  {
    order_number: (f: { orderNumber: string }) => f.orderNumber.trim() !== "",
    effective_time_reached: (f: { now: Instant; from: Instant }) => f.now >= f.from,
    new_version_names_parent: (f: { parents: readonly ZoneVersionId[]; id: ZoneVersionId }) => f.parents.includes(f.id),
  },
  {
    draft: { approve: { to: "approved", by: ["DESK"], guards: ["order_number"] } },
    approved: { take_effect: { to: "effective", by: ["SYS"], guards: ["effective_time_reached"] } },
    effective: {
      supersede: { to: "superseded", by: ["SYS", "DESK"], guards: ["new_version_names_parent"] },
      lift: { to: "lifted", by: ["DESK"], guards: ["order_number"] },
    },
    superseded: {},
    lifted: {},
  },
);

/** A version that is in force, or will be at its time. */
export const STANDING_ZONE_STATES: readonly ZoneState[] = ["approved", "effective"];

/** One approved version. Without `gridId` it covers the whole community; without `effectiveTo` it has no end yet. */
export type ZoneVersion = {
  readonly id: ZoneVersionId;
  readonly level: ZoneLevel;
  readonly communityId: CommunityId;
  readonly gridId?: GridId | undefined;
  readonly effectiveFrom: Instant;
  readonly effectiveTo?: Instant | undefined;
  readonly parents: readonly ZoneVersionId[];
};

/**
 * The version in force for a grid at `at`: one for the grid itself beats one for its community, then the one that took
 * effect last, then the higher id so that the answer never depends on the order of rows. `effectiveTo` is exclusive.
 * Pass only versions that have been approved. @returns undefined where no zone is in force.
 */
export function zoneAt<V extends ZoneVersion>(
  versions: readonly V[],
  grid: { readonly gridId: GridId; readonly communityId: CommunityId },
  at: Instant,
): V | undefined {
  return versions
    .filter((v) => (v.gridId === undefined ? v.communityId === grid.communityId : v.gridId === grid.gridId))
    .filter((v) => v.effectiveFrom <= at && (v.effectiveTo === undefined || at < v.effectiveTo))
    .reduce<V | undefined>((best, v) => (best === undefined || outranks(v, best) ? v : best), undefined);
}

/**
 * The strictest level in force anywhere in a community at `at`, which is what a bus that goes there meets. Pass only
 * versions that have been approved, of one community.
 */
export function strictestAt(
  versions: readonly Pick<ZoneVersion, "level" | "effectiveFrom" | "effectiveTo">[],
  at: Instant,
): ZoneLevel | undefined {
  const inForce = versions.filter((v) => v.effectiveFrom <= at && (v.effectiveTo === undefined || at < v.effectiveTo));
  return ZONE_LEVELS.find((level) => inForce.some((v) => v.level === level));
}

function outranks(a: ZoneVersion, b: ZoneVersion): boolean {
  if ((a.gridId === undefined) !== (b.gridId === undefined)) return a.gridId !== undefined;
  if (a.effectiveFrom !== b.effectiveFrom) return a.effectiveFrom > b.effectiveFrom;
  return a.id > b.id;
}

export const DELIVERY_MODES = ["to_door", "staggered_pick_up", "limited_gathering", "normal"] as const;
export type DeliveryMode = (typeof DELIVERY_MODES)[number];

const MODE_OF = {
  lockdown: "to_door",
  control: "staggered_pick_up",
  prevention: "limited_gathering",
} as const satisfies Record<ZoneLevel, DeliveryMode>;

/** How goods reach a home under `level`; ask with the level in force at handover time, not at order time (invariant 12). */
export function deliveryMode(level: ZoneLevel | undefined): DeliveryMode {
  return level === undefined ? "normal" : MODE_OF[level];
}

import type { CommunityId, GridId, ZoneVersionId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { ZoneLevel, ZoneVersion } from "./zone.ts";

/** What is to be ordered: a level from a time on, for a community or, of it, for some grids. */
export type ZoneOrder = {
  readonly areas: readonly { readonly communityId: CommunityId; readonly gridIds?: readonly GridId[] | undefined }[];
  readonly level: ZoneLevel;
  readonly from: Instant;
  readonly to?: Instant | undefined;
};

/** Sorts behind every id that is stored, so that the order goes before one of the same hour. */
const TO_COME = "~" as ZoneVersionId;

/** The versions as they would stand after an order: each area's new one, in the place of what it follows from its time on. */
export function versionsAfter(versions: readonly ZoneVersion[], { areas, level, from, to }: ZoneOrder): ZoneVersion[] {
  const added = areas.flatMap(({ communityId, gridIds }) =>
    (gridIds ?? [undefined]).map(
      (gridId): ZoneVersion => ({
        id: TO_COME,
        level,
        communityId,
        gridId,
        effectiveFrom: from,
        effectiveTo: to,
        parents: [],
      }),
    ),
  );
  const follows = (v: ZoneVersion) => added.some((a) => a.communityId === v.communityId && a.gridId === v.gridId);
  return [
    ...versions.map((v) =>
      follows(v) && v.effectiveFrom <= from && (v.effectiveTo === undefined || v.effectiveTo > from)
        ? { ...v, effectiveTo: from }
        : v,
    ),
    ...added,
  ];
}

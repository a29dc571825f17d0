import { z } from "zod";
import type { CommunityId, GridId, ZoneVersionId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { ZoneLevel, ZoneState } from "#domain/zones/zone.ts";
import { instant } from "./instant.ts";
import { id } from "./orders.ts";

/** A new version for a community, or for one of its grids by number. What was in force there becomes its parent. */
export const setZoneInput = z.object({
  communityId: id<CommunityId>(),
  gridNumber: z.number().int().min(1).max(999).optional(),
  level: z.enum(["lockdown", "control", "prevention"]),
  from: instant,
  to: instant.optional(),
  orderNumber: z.string().trim().min(2).max(60),
});
export type SetZoneInput = z.infer<typeof setZoneInput>;

export const liftZoneInput = z.object({ zoneId: id<ZoneVersionId>(), orderNumber: z.string().trim().min(2).max(60) });
export type LiftZoneInput = z.infer<typeof liftZoneInput>;

export type ZoneRow = {
  readonly zoneId: ZoneVersionId;
  readonly communityId: CommunityId;
  readonly gridId: GridId | null;
  readonly place: Names;
  readonly gridNumber: number | null;
  readonly level: ZoneLevel;
  readonly state: ZoneState;
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly orderNumber: string | null;
  readonly parents: number;
  readonly homes: number;
};

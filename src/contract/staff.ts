import { z } from "zod";
import type { AssignmentId, CommunityId, DepotId, SupermarketId, UserId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { Role } from "#domain/kernel/role.ts";
import type { ServiceDay } from "#domain/kernel/time.ts";
import type { Aggregator } from "#domain/places/aggregator.ts";
import { instant } from "./instant.ts";
import { id } from "./orders.ts";

/** Roles that the desk gives; a resident makes himself one by his phone, and the timer is nobody. */
export const STAFF_ROLES = [
  "GW",
  "COM",
  "SUP",
  "SUPM",
  "DIS",
  "DRV",
  "DEP",
  "DESK",
  "AUD",
] as const satisfies readonly Role[];

const personName = z.string().trim().min(1).max(30);
const userName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9._-]{2,30}$/);

/** Who will be the city's first desk. */
export const firstDeskInput = z.object({ name: personName, username: userName });
export const firstStartInput = firstDeskInput.extend({ token: z.string().max(100) });
export type FirstDeskInput = z.infer<typeof firstDeskInput>;
/** Told once: how the first desk signs in, with the key for an authenticator app and the codes for when its phone is lost. */
export type FirstDesk = {
  readonly username: string;
  readonly password: string;
  readonly uri: string;
  readonly backupCodes: readonly string[];
};

export const inviteStaffInput = z.object({
  name: personName,
  username: userName,
  role: z.enum(STAFF_ROLES),
  /** Where: a community for GW (with its grid's number) and COM, a store for SUP and SUPM, a depot for DEP. */
  communityId: id<CommunityId>().optional(),
  gridNumber: z.number().int().min(1).max(999).optional(),
  supermarketId: id<SupermarketId>().optional(),
  depotId: id<DepotId>().optional(),
  /** Under which he is called at work. */
  phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9][0-9 -]{4,18}$/)
    .optional(),
  to: instant.optional(),
  /** The name of whom he stands in for, who holds this role at this place; then `to` says until when. */
  standsInFor: z.string().trim().toLowerCase().max(30).optional(),
});
export type InviteStaffInput = z.infer<typeof inviteStaffInput>;
export const endAssignmentInput = z.object({ assignmentId: id<AssignmentId>() });
export type EndAssignmentInput = z.infer<typeof endAssignmentInput>;

/** Shown once: the first password of a new account; null when the person had an account already. */
export type InvitedStaff = { readonly userId: UserId; readonly username: string; readonly password: string | null };

/** How it stands with somebody: he never signed in, somebody stands in for him now, his account is shut. */
export type StaffState = "at_work" | "not_yet" | "away" | "shut";
/** One role of somebody; an account that is shut has a row without a role. */
export type StaffRow = {
  readonly userId: UserId;
  readonly assignmentId: AssignmentId | null;
  readonly name: string;
  readonly username: string;
  readonly state: StaffState;
  readonly lastSignInOn: ServiceDay | null;
  readonly role: Role | null;
  readonly place: Names | null;
  /** What who gathers at the place is called; null for other roles' places. */
  readonly aggregator: Aggregator | null;
  readonly gridNumber: number | null;
  /** The name of whom he stands in for. */
  readonly standsInFor: string | null;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly secondFactor: boolean;
};
export type StaffPlaces = {
  readonly communities: readonly {
    readonly communityId: CommunityId;
    readonly name: Names;
    readonly subdistrict: Names;
  }[];
  readonly stores: readonly { readonly supermarketId: SupermarketId; readonly name: Names }[];
  readonly depots: readonly { readonly depotId: DepotId; readonly name: Names }[];
};

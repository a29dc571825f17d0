import { z } from "zod";
import type { UserId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { Role } from "#domain/kernel/role.ts";
import type { ServiceDay } from "#domain/kernel/time.ts";
import { LICENCE_CLASSES, type Licence } from "#domain/movement/licence.ts";
import type { Left } from "#domain/oversight/leaving.ts";
import { serviceDay } from "./cycles.ts";
import { instant } from "./instant.ts";
import { id } from "./orders.ts";
import type { StaffRow } from "./staff.ts";

/** So many things one person may leave open, and be named on one page. */
const MOST_LEFT = 1_000;
const key = z.string().max(60);

export const shutAccountInput = z.object({
  userId: id<UserId>(),
  reason: z.string().trim().min(1).max(200),
  /** The keys of what the page showed as left open: other things are other answers. */
  seen: z.array(key).max(MOST_LEFT),
  takers: z.array(z.object({ key, to: id<UserId>().nullable() })).max(MOST_LEFT),
  /** Those who take over a bus that was cleared were found well. */
  driversWell: z.boolean(),
});
export type ShutAccountInput = z.infer<typeof shutAccountInput>;

export const goOnLeaveInput = shutAccountInput.omit({ driversWell: true }).extend({ from: instant, to: instant });
/** `seen` and `takers` are of posts alone: a leave hands over nothing else. */
export type GoOnLeaveInput = z.infer<typeof goOnLeaveInput>;

export const openAccountInput = z.object({
  userId: id<UserId>(),
  /** He is given back the roles that ended when the account was shut. */
  rolesToo: z.boolean(),
});
export type OpenAccountInput = z.infer<typeof openAccountInput>;

/** The licence of a driver as it stands on his card. */
export const keepLicenceInput = z.object({
  userId: id<UserId>(),
  class: z.enum(LICENCE_CLASSES),
  validTo: serviceDay,
});
export type KeepLicenceInput = z.infer<typeof keepLicenceInput>;

/** One thing that somebody leaves open, as it is shown; `number` is a grid's or a trip's. */
export type LeftView = Left & {
  readonly role: Role | null;
  readonly place: Names | null;
  readonly number: number | null;
  readonly bus: string | null;
  readonly amountFen: number | null;
  readonly open: Readonly<Partial<Record<OpenKind, number>>>;
};
export const OPEN_KINDS = ["reviews", "doors", "claims", "sheets", "batches"] as const;
type OpenKind = (typeof OPEN_KINDS)[number];

/** A colleague who may take something over, with what he does now. */
export type Colleague = {
  readonly userId: UserId;
  readonly name: string;
  readonly works: readonly Role[];
  /** Trips that he has still to drive. */
  readonly trips: number;
};

/** One member of staff, what he holds, and what he would leave open. */
export type StaffMember = {
  readonly userId: UserId;
  readonly name: string;
  readonly username: string;
  readonly shutMs: number | null;
  readonly lastSignInOn: ServiceDay | null;
  readonly secondFactor: boolean;
  /** It is the reader himself, who cannot shut his own account. */
  readonly isReader: boolean;
  readonly roles: readonly StaffRow[];
  /** So many roles ended when the account was shut. */
  readonly endedRoles: number;
  /** Null: nobody has written it down. */
  readonly licence: (Licence & { readonly isExpired: boolean }) | null;
  readonly left: readonly LeftView[];
  readonly colleagues: readonly Colleague[];
};

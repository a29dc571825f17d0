import { z } from "zod";
import type { UserId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { Role } from "#domain/kernel/role.ts";
import type { Aggregator } from "#domain/places/aggregator.ts";
import { instant } from "./instant.ts";
import { id } from "./orders.ts";

/** So many slips are made at once: each takes a hash that is slow on purpose. */
export const MOST_SLIPS = 40;
export const makeSlipsInput = z.object({
  userIds: z.array(id<UserId>()).min(1).max(MOST_SLIPS),
  /** When the list was read: whoever was given a slip since keeps that one. */
  asOf: instant,
});
export type MakeSlipsInput = z.infer<typeof makeSlipsInput>;

/** Told once. `passedOver`: chosen, and given a slip by somebody else meanwhile, or signed in. */
export type MadeSlips = {
  readonly slips: readonly { readonly userId: UserId; readonly password: string }[];
  readonly passedOver: number;
};

/** Somebody of the staff who has not signed in yet. */
export type FirstSignIn = {
  readonly userId: UserId;
  readonly name: string;
  readonly username: string;
  readonly works: readonly {
    readonly role: Role;
    readonly place: Names | null;
    readonly aggregator: Aggregator | null;
    readonly gridNumber: number | null;
  }[];
  /** A first password was told, by a slip or by an invitation; a new slip ends it. */
  readonly told: boolean;
  /** It was told so long ago that it opens nothing any more. */
  readonly ranOut: boolean;
  readonly madeMs: number | null;
};

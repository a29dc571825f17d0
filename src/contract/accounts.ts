import { z } from "zod";
import type { AccountRequestId } from "#domain/kernel/ids.ts";
import { ACCOUNT_ACTS, type AccountAct } from "#domain/oversight/account-request.ts";
import { id } from "./orders.ts";

export const askForAccountInput = z.object({
  /** Made by the screen: what is sent twice is asked once. */
  requestId: id<AccountRequestId>(),
  username: z.string().trim().toLowerCase().min(2).max(30),
  act: z.enum(ACCOUNT_ACTS),
  /** How the asker knows that it is this person. */
  reason: z.string().trim().min(1).max(200),
});
export type AskForAccountInput = z.infer<typeof askForAccountInput>;
export const accountRequestInput = z.object({ requestId: id<AccountRequestId>() });
export type AccountRequestInput = z.infer<typeof accountRequestInput>;

/** Told once, to whoever confirmed: the first password of somebody who lost his; null for what needs none. */
export type ConfirmedRequest = {
  readonly username: string;
  readonly act: AccountAct;
  readonly password: string | null;
};

/** What one of the desk asked for and nobody has confirmed yet. */
export type AccountRequestRow = {
  readonly requestId: AccountRequestId;
  readonly act: AccountAct;
  readonly name: string;
  readonly username: string;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedMs: number;
  /** This person asked for it himself, or it is about him: another one confirms. */
  readonly mine: boolean;
};

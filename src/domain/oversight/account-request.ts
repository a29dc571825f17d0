import type { UserId } from "../kernel/ids.ts";
import { defineMachine } from "../kernel/machine.ts";
import type { Instant } from "../kernel/time.ts";

export const ACCOUNT_REQUEST_STATES = ["asked", "confirmed", "done", "withdrawn"] as const;
/** What two people of the desk do to somebody's account together. */
export const ACCOUNT_ACTS = ["password", "factor"] as const;
export type AccountAct = (typeof ACCOUNT_ACTS)[number];

/** Whom somebody knew on the telephone yesterday he does not know today. */
export const ASKED_FOR_MS = 86_400_000;

/**
 * A lost password or factor 账号恢复: one of the desk asks, another one confirms who saw or knows the person as well.
 * Nobody makes a way in by himself.
 */
export const ACCOUNT_REQUEST = defineMachine(
  "account_request",
  ACCOUNT_REQUEST_STATES,
  {
    second_person: (f: { by: UserId | null; askedBy: UserId }) => f.by !== null && f.by !== f.askedBy,
    not_oneself: (f: { by: UserId | null; about: UserId }) => f.by !== f.about,
    asked_today: (f: { now: Instant; askedAt: Instant }) => f.now - f.askedAt < ASKED_FOR_MS,
  },
  {
    asked: {
      confirm: { to: "confirmed", by: ["DESK"], guards: ["second_person", "not_oneself", "asked_today"] },
      withdraw: { to: "withdrawn", by: ["DESK"] },
    },
    // Between the two the account is changed: killed there, whoever confirmed does it again.
    confirmed: { finish: { to: "done", by: ["DESK"] } },
    done: {},
    withdrawn: {},
  },
);

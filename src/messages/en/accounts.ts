import type { SameKeys } from "../message.ts";
import type { accounts as zh } from "../zh-CN/accounts.ts";

export const accounts = {
  title: "Accounts",
  back: "Back to staff",
  what: "For a lost password or authenticator one colleague asks and another confirms. Both make sure of the person: face to face, or by calling the number on record.",
  waiting: "Waiting for a second person",
  none: "Nothing waits",
  "none.what": "When somebody has lost a password or an authenticator, ask here first.",
  "act.password": "Give a new password",
  "act.factor": "Take a lost authenticator away",
  asked: "{name} asked {time}",
  reason: "How the person was made sure of: {reason}",
  mine: "A colleague has to confirm.",
  confirm: "Confirm",
  "confirm.of": "Confirm: {act}, {name}",
  withdraw: "Withdraw",
  "withdraw.of": "Withdraw: {act}, {name}",
  "done.password": "The new password is made",
  "done.factor": "The authenticator is taken away",
  "done.once": "It is shown this once: hand it over in person. It has to be changed before anything else.",
  "done.factor.next":
    "At the next sign-in with the password, {name} sets up a new authenticator and can do nothing before that.",
  ask: "Ask",
  "ask.username": "User name",
  "ask.act": "What for",
  "ask.reason": "How you made sure that it is this person",
  "ask.reason.hint": "For example: seen in person, or called back on the number on record",
  "ask.send": "Ask for it",
  "ask.sent": "Asked: a colleague has to confirm.",
  incomplete: "Fill in the user name and the reason.",
} as const satisfies SameKeys<typeof zh>;

import type { SameKeys } from "../message.ts";
import type { errors as zh } from "../zh-CN/errors.ts";

export const errors = {
  not_signed_in: "Please sign in first.",
  password_change_required: "Please change the password you were given first.",
  second_factor_required: "One more step: please enter your one-time code.",
  forbidden: "This page is not yours to see.",
  not_found: "We cannot find it. It may have been taken down.",
  bad_input: "Something is not filled in right. Have a look and try again.",
  refused: "This is not possible right now.",
  conflict: "Someone changed it a moment ago. Have a look and try again.",
  sold_out: "It has just sold out.",
  busy: "Many people at once. Try again in a few seconds; nothing is ordered twice.",
  bug: "Something went wrong, and it was not you. Try again; if it stays, tell whoever is in charge.",
  offline: "No network. Nothing is lost; try again when you are back.",
  "page.title": "This page does not open",
  "page.missing": "There is no such page",
  "page.home": "Back to the first page",
} as const satisfies SameKeys<typeof zh>;

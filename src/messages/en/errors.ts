import type { SameKeys } from "../message.ts";
import type { errors as zh } from "../zh-CN/errors.ts";

export const errors = {
  not_found: "We cannot find it. It may have been taken down.",
  forbidden: "This page is not yours to see.",
  unauthenticated: "Please sign in first.",
  conflict: "Someone changed it a moment ago. Have a look and try again.",
  rate_limited: "Too fast. Try again in a while.",
  invalid: "Something is not filled in right.",
  refused: "This is not possible right now.",
  offline: "No network. Nothing is lost; try again when you are back.",
  unexpected: "Something went wrong, and it was not you. Try again; if it stays, call your grid worker.",
  "page.title": "This page does not open",
  "page.missing": "There is no such page",
  "page.home": "Back to the first page",
} as const satisfies SameKeys<typeof zh>;

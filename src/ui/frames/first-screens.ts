import type { Role } from "#domain/kernel/role.ts";

/** The first screen of each role; whoever holds several starts with the first of this list. */
export const FIRST_SCREENS: readonly (readonly [Role, string])[] = [
  ["DESK", "/desk"],
  ["DIS", "/d"],
  ["SUPM", "/s"],
  ["SUP", "/s"],
  ["DRV", "/v"],
  ["DEP", "/p"],
  ["COM", "/c"],
  ["GW", "/g"],
  ["AUD", "/audit"],
  ["RES", "/r"],
];

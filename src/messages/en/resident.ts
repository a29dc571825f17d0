import type { SameKeys } from "../message.ts";
import type { resident as zh } from "../zh-CN/resident.ts";

export const resident = {
  "tab.home": "Home",
} as const satisfies SameKeys<typeof zh>;

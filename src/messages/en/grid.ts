import type { SameKeys } from "../message.ts";
import type { grid as zh } from "../zh-CN/grid.ts";

export const grid = {
  title: "Grid worker",
} as const satisfies SameKeys<typeof zh>;

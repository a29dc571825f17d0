import type { SameKeys } from "../message.ts";
import type { desk as zh } from "../zh-CN/desk.ts";

export const desk = {
  title: "Supply desk",
} as const satisfies SameKeys<typeof zh>;

import type { SameKeys } from "../message.ts";
import type { store as zh } from "../zh-CN/store.ts";

export const store = {
  title: "Supermarket",
} as const satisfies SameKeys<typeof zh>;

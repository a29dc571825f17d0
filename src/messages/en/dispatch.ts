import type { SameKeys } from "../message.ts";
import type { dispatch as zh } from "../zh-CN/dispatch.ts";

export const dispatch = {
  title: "Dispatch",
} as const satisfies SameKeys<typeof zh>;

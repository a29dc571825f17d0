import type { SameKeys } from "../message.ts";
import type { driver as zh } from "../zh-CN/driver.ts";

export const driver = {
  title: "Driver",
} as const satisfies SameKeys<typeof zh>;

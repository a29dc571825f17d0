import type { SameKeys } from "../message.ts";
import type { auth as zh } from "../zh-CN/auth.ts";

export const auth = {
  title: "Sign in",
  resident: "Resident",
  staff: "Staff",
} as const satisfies SameKeys<typeof zh>;

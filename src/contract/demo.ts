import { z } from "zod";
import type { Role } from "#domain/kernel/role.ts";
import { DAY_STATIONS, type DayStation } from "#domain/offer/day-stations.ts";

/** One of the demo's ways in. `secret` is a password; empty where a text message brings a code. */
export type DemoEntry = {
  readonly role: Role;
  readonly who: string;
  readonly where: string;
  readonly signIn: string;
  readonly secret: string;
  readonly page: string;
  readonly code: string | null;
};

/** The demo's clock as its bar shows it: the hour, and the stations of the round that is in hand. */
export type DemoClock = {
  readonly nowMs: number;
  /** Where the hour has been sent and has not arrived. */
  readonly goingToMs: number | null;
  readonly round: {
    readonly number: number;
    readonly stations: readonly { readonly key: DayStation; readonly atMs: number }[];
  } | null;
};

export const goOnInput = z.object({ to: z.enum(DAY_STATIONS) });
export type GoOnInput = z.infer<typeof goOnInput>;

import { z } from "zod";
import type { GridId, StopId, TripId } from "#domain/kernel/ids.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { CODE_DIGITS } from "#domain/movement/handover.ts";
import { instant } from "./instant.ts";
import { id } from "./orders.ts";
import { photo } from "./photo.ts";

// What a driver presses on his way, with or without a network: kept on his phone, and taken in once.

const pressed = {
  /** Made by the phone, once for each press: the same id is the same press, however often it is sent. */
  id: z.uuid(),
  /** By the phone's clock: a claim. */
  deviceAt: instant,
};
const ofTrip = { ...pressed, tripId: id<TripId>() };
const atStop = { ...pressed, stopId: id<StopId>() };
const ofPile = { ...atStop, gridId: id<GridId>() };
const name = z.string().trim().min(1).max(30);

const driveEvent = z.discriminatedUnion("act", [
  z.object({ act: z.enum(["depart", "resume", "return"]), ...ofTrip }),
  z.object({ act: z.enum(["arrive", "unload"]), ...atStop }),
  z.object({ act: z.literal("wait"), ...atStop, reason: z.string().trim().max(200).optional() }),
  z.object({ act: z.literal("skip"), ...atStop, reason: z.string().trim().min(1).max(200) }),
  z.object({ act: z.literal("late"), ...atStop, minutes: z.number().int().min(5).max(240) }),
  /** The six digits that the grid worker reads out by phone. */
  z.object({ act: z.literal("code"), ...ofPile, code: z.string().regex(new RegExp(`^\\d{${CODE_DIGITS}}$`)) }),
  z.object({ act: z.literal("paper"), ...ofPile }),
  /** The two names from the paper. */
  z.object({ act: z.literal("names"), ...ofPile, giverName: name, receiverName: name }),
  z.object({ act: z.literal("set_down"), ...ofPile, photo }),
]);
export type DriveEvent = z.infer<typeof driveEvent>;
export type DriveAct = DriveEvent["act"];

export const recordDriveInput = z.object({
  events: z.array(driveEvent).min(1).max(50),
  /** When they are sent, by the clock of `deviceAt`: how long ago each was is known also of a clock that is hours off. */
  sentAt: instant,
});
export type RecordDriveInput = z.infer<typeof recordDriveInput>;

/** Why the server said no, as a refused call says it. */
export type DriveRefused = {
  readonly code: "refused" | "not_found";
  readonly detail: Readonly<Record<string, unknown>>;
};

/** `again`: nothing was stored, send it once more. */
export type DriveOutcome =
  | { readonly id: string; readonly status: "done" }
  | { readonly id: string; readonly status: "conflict"; readonly app: DriveRefused }
  | { readonly id: string; readonly status: "again" };

/** `at`: the time, by the server's clock, that they were taken in; without it none was. */
export type DriveRecorded = { readonly outcomes: readonly DriveOutcome[]; readonly at?: Instant };

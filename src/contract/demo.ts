import { z } from "zod";
import type { UserId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { Role } from "#domain/kernel/role.ts";
import { DAY_STATIONS, type DayStation } from "#domain/offer/day-stations.ts";
import type { Aggregator } from "#domain/places/aggregator.ts";
import { id } from "./orders.ts";

/** How somebody of the demo signs in. `secret` is a password; empty where a text message brings a code. */
export type DemoKey = { readonly signIn: string; readonly secret: string; readonly code: string | null };

/** One of the demo's ways in. */
export type DemoEntry = DemoKey & {
  /** What his place calls who gathers there; null for other roles. */
  readonly aggregator: Aggregator | null;
  readonly role: Role;
  readonly who: string;
  readonly where: string;
  readonly page: string;
};

/** The eight steps of the guided walk through the chain, in their order. */
export const WALK = ["order", "cut", "sheet", "share", "pack", "plan", "gate", "settle"] as const;
export type WalkStep = {
  readonly key: (typeof WALK)[number];
  readonly done: boolean;
  /** Who does it, and where; null while the step before it has not made it anybody's turn. */
  readonly turn: Pick<Turn, "id" | "who" | "page" | "role"> | null;
  /** The bus that brings the walked order and has not come to be loaded yet: the hour can go on to when it does. */
  readonly bus: { readonly trip: number; readonly atMs: number } | null;
};

/** Why it is somebody's turn. */
export const TURNS = [
  "order",
  "coming",
  "review",
  "submit",
  "count",
  "doors",
  "accept",
  "take",
  "pick",
  "load",
  "clear",
  "clean",
  "depart",
  "drive",
  "unload",
  "home",
  "plan",
  "publish",
  "rule",
  "cut",
  "close",
  "share",
  "settle",
  "claims",
] as const;
export type TurnWhy = (typeof TURNS)[number];

/** Somebody of the demo who has something to do now, and where. */
export type Turn = {
  /** Of his account, or of a person of a home who has none yet. */
  readonly id: string;
  readonly role: Role;
  readonly who: string;
  readonly where: Names | null;
  /** Of a grid worker: which grid of the place. */
  readonly grid: number | null;
  readonly why: TurnWhy;
  /** How many of what the words speak of. */
  readonly n: number;
  readonly trip: number | null;
  readonly cycle: number;
  readonly page: string;
};

export const enterInput = z.object({ id: id<UserId>() });

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

/** Where the hour can be sent: a station of the round, or to when the bus of the guided walk is loaded. */
export const goOnInput = z.object({ to: z.enum([...DAY_STATIONS, "walked_bus"]) });
export type GoOnInput = z.infer<typeof goOnInput>;

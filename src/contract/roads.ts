import { z } from "zod";
import type { ClosureId } from "#domain/kernel/ids.ts";
import { instant } from "./instant.ts";
import { id } from "./orders.ts";

/** Whoever knew times and ways. */
export type RoadsBy = "estimate" | "embedded" | "valhalla" | "osrm";
export type RoadsLabel = {
  readonly by: RoadsBy;
  readonly city: string | null;
  /** ISO time of the import. */
  readonly importedAt: string | null;
};
/** What the screen says beside the times. */
export type RoadsNote =
  | { readonly kind: "fell_back"; readonly from: RoadsBy; readonly to: RoadsBy }
  | { readonly kind: "closures_not_minded"; readonly by: RoadsBy; readonly closures: number }
  /** The imported city holds none of the places. */
  | { readonly kind: "other_city"; readonly city: string };

/** The roads that a plan was made with. */
export type PlanRoads = RoadsLabel & {
  readonly notes: readonly RoadsNote[];
  /** Of the configured roads and of the closures in force on the day: another one now means that roads have changed. */
  readonly stamp: string;
  /** Time for the matrices, and whether all of them were kept from an earlier plan. */
  readonly matrixMs: number;
  readonly kept: boolean;
  /** Places that lie far from any street: their points may be wrong. */
  readonly far: readonly { readonly placeId: string; readonly metres: number }[];
};

const orderNumber = z.string().trim().min(2).max(60);
const corner = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);

/** Streets to be closed: corners of an area that were tapped on the map, or GeoJSON as its author sent it. */
export const addClosureInput = z.object({
  shape: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("corners"), corners: z.array(corner).min(3).max(200) }),
    z.object({ kind: z.literal("geojson"), text: z.string().min(2).max(500_000) }),
  ]),
  from: instant,
  /** Absent: until further notice. */
  until: instant.optional(),
  reason: z.string().trim().min(1).max(200),
  orderNumber,
});
export type AddClosureInput = z.infer<typeof addClosureInput>;
export const endClosureInput = z.object({ closureId: id<ClosureId>(), orderNumber });
export type EndClosureInput = z.infer<typeof endClosureInput>;

/** A closure that binds on the day of the plan, for map and list. */
export type ClosureView = {
  readonly id: ClosureId;
  /** Lists of rings of `[lng, lat]`. */
  readonly areas: readonly (readonly (readonly (readonly [number, number])[])[])[];
  readonly ways: readonly number[];
  /** The ways' streets as encoded polylines, precision 5; empty while nobody knows them. */
  readonly lines: readonly string[];
  readonly fromMs: number;
  readonly untilMs: number | null;
  readonly reason: string;
  readonly orderNumber: string;
  readonly by: string | null;
};

/** One thing that a driver does, and how far he drives then: `street` is empty where the map has no name. */
export type ManoeuvreView = {
  readonly kind:
    | "depart"
    | "ahead"
    | "slight_left"
    | "slight_right"
    | "left"
    | "right"
    | "sharp_left"
    | "sharp_right"
    | "u_turn"
    | "roundabout"
    | "arrive";
  readonly street: string;
  readonly metres: number;
  /** Which way out of a roundabout, from 1; 0 elsewhere. */
  readonly exit: number;
};

/** One leg of a trip along its streets. */
export type TripLeg = {
  /** Encoded polyline, precision 5. */
  readonly line: string;
  readonly seconds: number;
  readonly metres: number;
  /** What the driver does; empty when the streets are not known by name, absent in a drawing that is to be drawn anew. */
  readonly manoeuvres?: readonly ManoeuvreView[];
};

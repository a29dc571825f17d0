import type { Closure } from "./closure.ts";
import type { Point } from "./estimate.ts";
import type { Manoeuvre } from "./manoeuvre.ts";
import type { RoadMatrix } from "./road-matrix.ts";
import type { SnapAnswer } from "./snap.ts";
import type { Vehicle } from "./vehicle.ts";

/** From stop to stop; `line` is to be drawn on a map. */
export type RouteLeg = {
  readonly seconds: number;
  readonly metres: number;
  readonly line: readonly Point[];
  /** What the driver does; nothing when the streets are not known. */
  readonly manoeuvres: readonly Manoeuvre[];
};
export type RouteAnswer = {
  readonly stops: readonly SnapAnswer[];
  /** One less than stops; undefined where no way leads. */
  readonly legs: readonly (RouteLeg | undefined)[];
};

/** What whoever shows an answer has to say with it. */
export type RoadNote =
  | { readonly kind: "fell_back"; readonly from: ProviderKind; readonly to: ProviderKind; readonly reason: string }
  /** The times run straight through these closures. */
  | { readonly kind: "closures_not_minded"; readonly by: ProviderKind; readonly closureIds: readonly string[] };
export type Noted = { readonly notes?: readonly RoadNote[] };

/** An `estimate` is said to be one wherever its times are shown. */
export type ProviderKind = "estimate" | "embedded" | "valhalla" | "osrm";

/**
 * Whoever knows the way. Answers come later, because a provider may be another machine. Of the closures those bind that
 * are in force at `departMs` (UTC milliseconds); all of them when it is left out.
 */
export interface RoadsProvider {
  readonly kind: ProviderKind;
  /** Goes into the key of whatever is kept: another version may answer otherwise. */
  readonly version: string;
  /** False when times run straight through closed zones. */
  readonly mindsClosures: boolean;
  snap(
    points: readonly Point[],
    vehicle: Vehicle,
    closures: readonly Closure[],
    departMs?: number,
  ): Promise<readonly SnapAnswer[]>;
  matrix(
    points: readonly Point[],
    vehicle: Vehicle,
    closures: readonly Closure[],
    departMs?: number,
  ): Promise<RoadMatrix & Noted>;
  route(
    points: readonly Point[],
    vehicle: Vehicle,
    closures: readonly Closure[],
    departMs?: number,
  ): Promise<RouteAnswer & Noted>;
  /** Of each pair in order, whether one can be driven to from the other and back. */
  reachable(
    from: Point,
    points: readonly Point[],
    vehicle: Vehicle,
    closures: readonly Closure[],
    departMs?: number,
  ): Promise<readonly Reach[]>;
}

/** `there` and `back` between the place asked from and the point; a refused stop is neither. */
export type Reach = { readonly stop: SnapAnswer; readonly there: boolean; readonly back: boolean };

import type { Closure } from "./closure.ts";
import type { Departure } from "./departure.ts";
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
 * are in force when it `departs`; all of them when that is left out. Of a time that is no moment: a street that is shut for
 * a part of it leads to its doors, and nobody through.
 */
export interface RoadsProvider {
  readonly kind: ProviderKind;
  /** Goes into the key of whatever is kept: another version may answer otherwise. */
  readonly version: string;
  /** False when times run straight through closed zones. */
  readonly mindsClosures: boolean;
  /** What the hour changes, as text: the same text, the same streets. Absent where the hour changes nothing. */
  readonly rulesAt?: (departs: Departure) => string;
  snap(
    points: readonly Point[],
    vehicle: Vehicle,
    closures: readonly Closure[],
    departs?: Departure,
  ): Promise<readonly SnapAnswer[]>;
  matrix(
    points: readonly Point[],
    vehicle: Vehicle,
    closures: readonly Closure[],
    departs?: Departure,
  ): Promise<RoadMatrix & Noted>;
  route(
    points: readonly Point[],
    vehicle: Vehicle,
    closures: readonly Closure[],
    departs?: Departure,
  ): Promise<RouteAnswer & Noted>;
  /** Of each pair in order, whether one can be driven to from the other and back. */
  reachable(
    from: Point,
    points: readonly Point[],
    vehicle: Vehicle,
    closures: readonly Closure[],
    departs?: Departure,
  ): Promise<readonly Reach[]>;
}

/** `there` and `back` between the place asked from and the point; a refused stop is neither. */
export type Reach = { readonly stop: SnapAnswer; readonly there: boolean; readonly back: boolean };

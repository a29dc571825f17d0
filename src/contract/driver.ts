import type { CommunityId, CycleId, GridId, HandoverId, StopId, TripId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { HandoverState } from "#domain/movement/handover.ts";
import type { StopState } from "#domain/movement/stop.ts";
import type { TripState } from "#domain/movement/trip.ts";
import type { Aggregator } from "#domain/places/aggregator.ts";
import type { DeliveryMode, ZoneLevel } from "#domain/zones/zone.ts";
import type { LostOnTheWay } from "./movement.ts";
import type { ManoeuvreView } from "./roads.ts";

// What the driver's and the depot keeper's screens are given: plain data, numbers of bags and never whose.

/** One grid's bags at a stop, and how its count stands; `on_bus` until the driver unloads. */
export type PileView = {
  readonly gridId: GridId;
  readonly handoverId: HandoverId | null;
  readonly gridNumber: number;
  readonly bags: number;
  readonly state: HandoverState | "on_bus";
  readonly counted: number | null;
  /** The grid worker who takes them; for stops with which the bus is not done, so that it is known without a network too. */
  readonly receiver: string | null;
  /** A slow hash of the code that the receiver may read out; for the stop in hand and the next one. */
  readonly codeHash: string | null;
  readonly codeTries: number;
};

export type DriverStopView = {
  readonly stopId: StopId;
  readonly sequence: number;
  readonly communityId: CommunityId;
  readonly name: Names;
  /** What the place calls who receives there. */
  readonly aggregator: Aggregator;
  readonly state: StopState;
  /** When the bus was there, or is expected now. */
  readonly dueMs: number;
  /** How long ago the bus should have been there and was not. */
  readonly overdueMs: number;
  /** The marked zone in which bags may be set down when nobody comes; null where there is none. */
  readonly setDownZone: string | null;
  readonly arrivedMs: number | null;
  readonly leftMs: number | null;
  /** How many minutes late the driver said he will be. */
  readonly lateMinutes: number | null;
  readonly gateOpensMs: number;
  readonly gateClosesMs: number;
  readonly lat: number;
  readonly lng: number;
  readonly bags: number;
  readonly piles: readonly PileView[];
  readonly zone: { readonly level: ZoneLevel; readonly mode: DeliveryMode } | null;
};

/** The way to the next stop, turn by turn; `to` is null for the way home. */
export type DriverLegView = {
  readonly to: Names | null;
  readonly metres: number;
  readonly seconds: number;
  readonly steps: readonly ManoeuvreView[];
};

export type DriverTripRef = {
  readonly tripId: TripId;
  readonly number: number;
  readonly bus: string;
  readonly state: TripState;
  readonly departMs: number;
  readonly stops: number;
  readonly bags: number;
};

export type DriverTripView = DriverTripRef & {
  readonly cycleId: CycleId;
  readonly store: Names;
  readonly depot: Names;
  readonly dockMs: number;
  /** When the bus came back, or is expected now. */
  readonly backMs: number;
  readonly sealNumber: string | null;
  readonly loaded: number;
  readonly nextLeg: DriverLegView | null;
  readonly lost: readonly LostOnTheWay[];
  /** In driving order. */
  readonly list: readonly DriverStopView[];
};

export type DriverDayView = {
  readonly nowMs: number;
  readonly name: string;
  /** The trip in hand or asked for; null when none is due. */
  readonly trip: DriverTripView | null;
  /** All trips of today and what follows, by the clock. */
  readonly trips: readonly DriverTripRef[];
};

export type DepotTripView = DriverTripRef & {
  readonly depot: Names;
  readonly driver: string | null;
  readonly store: Names;
  readonly returnedMs: number | null;
  /** The number of another trip that its bus is out with, or not disinfected after; 0 when the bus is in. */
  readonly outOnTrip: number;
  /** When the bus came back, or is expected now. */
  readonly backMs: number;
};

export type DepotDayView = {
  readonly nowMs: number;
  readonly name: string;
  readonly depots: readonly Names[];
  /** Published and waiting for the two ticks, by departure. */
  readonly toClear: readonly DepotTripView[];
  /** Back and not disinfected yet, by return. */
  readonly toDisinfect: readonly DepotTripView[];
  /** Cleared, at a dock or on the road. */
  readonly out: readonly DepotTripView[];
  /** Disinfected today. */
  readonly done: readonly DepotTripView[];
};

import type { GridId, TripId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { HandoverState } from "#domain/movement/handover.ts";
import type { PlanState } from "#domain/movement/plan.ts";
import type { PublishFinding, PublishFindingKind } from "#domain/movement/publish-checks.ts";
import type { PublishFix } from "#domain/movement/publish-fixes.ts";
import type { RescueBus } from "#domain/movement/rank-rescues.ts";
import type { BackPlace, StopState } from "#domain/movement/stop.ts";
import type { TripState } from "#domain/movement/trip.ts";
import type { ToldBy } from "#domain/movement/where-bus-is.ts";
import type { Aggregator } from "#domain/places/aggregator.ts";
import type { ZoneLevel } from "#domain/zones/zone.ts";
import type { CycleRef } from "./desk.ts";
import type { LostOnTheWay } from "./movement.ts";
import type { PlanChange } from "./plan-edits.ts";
import type { ClosureView, PlanRoads, RoadsLabel } from "./roads.ts";

// What dispatch's screens are given. Times in UTC milliseconds; no person but the driver of a trip.

export type PlanPlace = {
  readonly id: string;
  readonly name: Names;
  readonly subdistrict: Names;
  readonly district: Names;
  readonly lat: number;
  readonly lng: number;
  readonly zone: ZoneLevel | null;
  readonly gateOpensMs: number;
  readonly gateClosesMs: number;
  readonly busAccessible: boolean;
};
export type PlanSite = {
  readonly id: string;
  readonly kind: "store" | "depot";
  readonly name: Names;
  readonly lat: number;
  readonly lng: number;
};

export type PlanStop = {
  readonly placeId: string;
  /** As planned. */
  readonly arriveMs: number;
  readonly leaveMs: number;
  /** When the bus was there, or is expected now. */
  readonly dueMs: number;
  readonly bags: number;
  /** What is handed over there, of a proposal, which can be changed; empty of a trip that is more than that. */
  readonly batchIds: readonly string[];
  /** Somebody has said that it stays on its bus. */
  readonly pinned: boolean;
  readonly state: StopState | null;
  /** The stop's row, once the trip is more than a proposal. */
  readonly stopId: string | null;
  /** Bags of a skipped stop that still wait to get there, on the bus or at the store's dock. */
  readonly left: {
    readonly bags: number;
    readonly riding: boolean;
    /** Where the bus has brought them home and they were counted. */
    readonly countedAt: BackPlace | null;
  } | null;
};
export type PlanTrip = {
  readonly id: string;
  readonly number: number;
  /** Null while the trip is only proposed. */
  readonly state: TripState | null;
  readonly vehicleId: string;
  readonly vehicle: string;
  readonly type: Names;
  readonly capacity: number;
  readonly storeId: string;
  readonly depotId: string;
  /** As planned. */
  readonly dockMs: number;
  readonly departMs: number;
  readonly backMs: number;
  /** When the bus came back, or is expected now. */
  readonly dueBackMs: number;
  /** How much later than planned the stops that are open will be served; 0 when on time or back. */
  readonly lateMs: number;
  readonly metres: number;
  readonly bags: number;
  readonly stops: readonly PlanStop[];
  /** Of a proposal: somebody has said that it stays as it is. */
  readonly locked: boolean;
};
export type PlanLeftOut = {
  readonly batchId: string;
  readonly placeId: string;
  /** Where its goods are. */
  readonly storeId: string;
  readonly bags: number;
  readonly reason: string;
  readonly missing: number;
};

export type PlanView = {
  readonly cycle: CycleRef;
  readonly cycles: readonly CycleRef[];
  readonly plan: {
    readonly id: string;
    readonly state: PlanState;
    readonly seed: number;
    readonly progress: readonly (readonly [number, number])[];
    readonly metres: number;
    readonly buses: number;
    readonly fleet: number;
    /** Null for a plan of before roads were told. */
    readonly roads: PlanRoads | null;
    /** The last change by hand, which can be taken back. */
    readonly undo: PlanChange["kind"] | "repair" | "take_up" | null;
    readonly name: string | null;
    /** Of one that was planned anew or taken up in the place of another: which, and how many stops are served differently. */
    readonly instead: { readonly planId: string; readonly stops: number } | null;
    /** A change was taken back and can be made again. */
    readonly redo: boolean;
  } | null;
  /** A plan may be asked for: the cycle has batches to carry and not every trip is out. */
  readonly canSolve: boolean;
  /** The roads that the next plan is made with. */
  readonly roads: RoadsLabel;
  /** Other streets are open or closed than when the plan was made. */
  readonly roadsChanged: boolean;
  /** In force at some time of the delivery day. */
  readonly closures: readonly ClosureView[];
  readonly trips: readonly PlanTrip[];
  /** Encoded lines by trip, leg by leg from the depot over store and stops; null where only a straight line is known. */
  readonly lines: Readonly<Record<string, readonly (string | null)[]>>;
  readonly leftOut: readonly PlanLeftOut[];
  readonly places: readonly PlanPlace[];
  readonly sites: readonly PlanSite[];
  /** Those in service, by their names. */
  readonly buses: readonly { readonly id: string; readonly name: string }[];
  readonly nowMs: number;
};

export type PublishRow = PlanTrip & {
  readonly driver: string | null;
  readonly findings: readonly (PublishFinding & { readonly placeId?: string })[];
  /** What would take a finding away; `bus` names the other bus. */
  readonly fixes: readonly {
    readonly finding: PublishFindingKind;
    readonly fix: PublishFix;
    readonly bus: string | null;
  }[];
  /** Of a bus that broke down: those that could take over, the best first. */
  readonly rescues: readonly RescueView[];
};
export type RescueView = Omit<RescueBus, "ownDockAt"> & { readonly ownDockMs: number | null };
export type PublishView = Pick<PlanView, "cycle" | "cycles" | "places" | "sites" | "nowMs"> & {
  readonly rows: readonly PublishRow[];
  readonly lost: readonly LostOnTheWay[];
};

/** Where a bus said last that it is: coarse, WGS 84 degrees. */
export type BusPosition = {
  readonly tripId: TripId;
  readonly lat: number;
  readonly lng: number;
  readonly by: ToldBy;
  readonly atMs: number;
};
/** A trip whose bus is out, by what was pressed. */
export type BusOnRoad = {
  readonly tripId: TripId;
  /** The leg that it drives, or that it stands at the end of; counted as `lines` counts them: 0 leads to the store. */
  readonly leg: number;
  readonly leftMs: number;
  readonly dueMs: number;
  readonly isThere: boolean;
  readonly brokeDownMs: number | null;
};
export type LiveView = PublishView &
  Pick<PlanView, "lines" | "roads"> & {
    readonly buses: readonly BusOnRoad[];
    readonly positions: readonly BusPosition[];
  };

/** A handover that waits for somebody: to be counted, ruled on, or for the names from the paper. */
export type OpenHandover = {
  readonly id: string;
  readonly tripId: TripId;
  readonly tripNumber: number;
  readonly bus: string;
  readonly gridId: GridId;
  readonly place: Names;
  /** What the place calls who receives there. */
  readonly aggregator: Aggregator;
  readonly grid: number;
  readonly state: HandoverState;
  readonly offered: number;
  readonly counted: number | null;
  readonly offeredMs: number;
  /** The receiver's picture of the pile; a ruling needs one. */
  readonly photoId: string | null;
};

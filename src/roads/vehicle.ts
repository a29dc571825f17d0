/** What drives: decides which streets are open and how fast they are. */
export type VehicleKind = "bus" | "truck" | "car";

export type Vehicle = {
  readonly kind: VehicleKind;
  /** As it stands on the road; absent means that no signed limit binds. */
  readonly heightMetres?: number;
  /** Loaded. */
  readonly weightTonnes?: number;
  /** Absent: as usual for its kind. */
  readonly lengthMetres?: number;
  readonly widthMetres?: number;
  /** On the heavier axle; absent: the usual share of its weight. */
  readonly axleTonnes?: number;
};

/** One bit per kind, as stored in the graph. */
export const VEHICLE_BIT: Readonly<Record<VehicleKind, number>> = { car: 1, bus: 2, truck: 4 };
export const ALL_VEHICLES = 7;

/** Faster than this it never drives, whatever the street allows. */
export const TOP_SPEED_KMH: Readonly<Record<VehicleKind, number>> = { car: 110, bus: 60, truck: 70 };

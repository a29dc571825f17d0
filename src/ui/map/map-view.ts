import type { MapGround } from "#contract/map.ts";

/** What a map is given: plain data, places in WGS 84 degrees. Whatever it shows, the caller lists beside it. */
export type LatLng = { readonly lat: number; readonly lng: number };
export type ZoneOnMap = "lockdown" | "control" | "prevention";

/** A community: its cell of ground, and how far it is served (`none` draws the cell only). */
export type MapPlace = LatLng & {
  readonly id: string;
  readonly name: string;
  readonly served?: "yes" | "underway" | "no" | "none";
  readonly zone?: ZoneOnMap;
  /** From 3 days a number appears. */
  readonly waitingDays?: number;
  /** A pale dot: belongs to the other half of the day. */
  readonly faded?: boolean;
  /** One of those chosen: ringed. */
  readonly picked?: boolean;
  /** Left out of the plan: a plum circle with ×. */
  readonly leftOut?: boolean;
};

/** `load`: where goods wait; `park`: where buses sleep. */
export type MapSite = LatLng & { readonly id: string; readonly name: string; readonly kind: "depot" | "store" };

export type MapTrip = {
  readonly id: string;
  readonly number: string;
  /** 1 to 12, then again from 1. */
  readonly colour: number;
  /** The ground it covers, in order: places' ids are in `stopIds`, the line along the streets, or straight, in `line`. */
  readonly line: readonly LatLng[];
  readonly stopIds: readonly string[];
  /** Way from the depot to the first load: fine dots. */
  readonly approach?: readonly LatLng[];
  /** What is driven already, drawn grey; `line` is what lies ahead then, and its bus bears the number. */
  readonly behind?: readonly LatLng[];
};

/** A bus on the road, now. */
export type MapBus = LatLng & {
  readonly id: string;
  readonly number: string;
  readonly colour: number;
  /** When it is late. */
  readonly lateMinutes?: number;
  readonly brokenDown?: boolean;
  /** Nobody has said where it is: drawn by its hours, with a broken edge. */
  readonly reckoned?: boolean;
};

/** Streets that nobody may drive: areas of rings, hatched, and single streets. */
export type MapClosure = {
  readonly id: string;
  readonly areas: readonly (readonly (readonly LatLng[])[])[];
  readonly lines: readonly (readonly LatLng[])[];
};

/** An area that is being drawn: the corners so far, where the next tap goes, and a corner that is moved or, without a place, taken away. */
export type MapDrawing = {
  readonly corners: readonly LatLng[];
  readonly onTap: (at: LatLng) => void;
  readonly onMove: (corner: number, to: LatLng | null) => void;
};

export type MapLabel = LatLng & { readonly text: string };

export type MapSelection = { readonly kind: "place" | "site" | "trip" | "bus"; readonly id: string };

export type MapProps = {
  readonly label: string;
  readonly places: readonly MapPlace[];
  readonly sites?: readonly MapSite[];
  readonly trips?: readonly MapTrip[];
  readonly buses?: readonly MapBus[];
  readonly labels?: readonly MapLabel[];
  readonly closures?: readonly MapClosure[];
  readonly drawing?: MapDrawing | undefined;
  readonly selected?: MapSelection | null;
  readonly onSelect?: (selection: MapSelection | null) => void;
  /** What lies under it; without tiles the bundled base layer. */
  readonly ground?: MapGround;
  /** Begins where most stops are, with the whole city in an inset while some are out of sight. */
  readonly inset?: boolean;
  /** Said at the map's foot before the credit: 行车时间：估算. */
  readonly footnote?: string;
};

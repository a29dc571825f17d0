import type { IconName } from "../icons/icon-name.ts";

/** The line of stations that an order runs along, and the icon of each when it is the one now lit. */
export const STATIONS = ["order", "tally", "pack", "bus", "gate", "home"] as const;
export type Station = (typeof STATIONS)[number];

export const STATION_ICON: Readonly<Record<Station, IconName>> = {
  order: "receipt-text",
  tally: "clipboard-list",
  pack: "package",
  bus: "bus",
  gate: "map-pin-house",
  home: "house",
};

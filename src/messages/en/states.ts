import type { SameKeys } from "../message.ts";
import type { states as zh } from "../zh-CN/states.ts";

export const states = {
  "station.order": "Order",
  "station.tally": "Tally",
  "station.pack": "Pack",
  "station.bus": "Bus",
  "station.gate": "Gate",
  "station.home": "Home",
  "day.open": "Open",
  "day.cut_off": "Cut-off",
  "day.to_stores": "To stores",
  "day.routes": "Routes out",
  "day.pick": "Pick",
  "day.load": "Load",
  "day.gates": "At gates",
  "day.back": "Return",
  "day.close": "Close",
} as const satisfies SameKeys<typeof zh>;

import gcoord from "gcoord";
import { UNITS_PER_DEGREE, type UnitPoint } from "./geometry.ts";

/** How coordinates are to be read. Chinese maps shift theirs: by some 500 m (GCJ-02) or 1,100 m (BD-09), silently. */
export const DATUMS = ["wgs84", "gcj02", "bd09"] as const;
export type Datum = (typeof DATUMS)[number];

const SYSTEM = { gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const;

/** The way into WGS 84, in 1e-7 degrees; undefined when nothing is to be done. */
export function toWgs84From(datum: Datum): ((at: UnitPoint) => UnitPoint) | undefined {
  if (datum === "wgs84") return undefined;
  return ({ lat, lng }) => {
    const [east, north] = gcoord.transform(
      [lng / UNITS_PER_DEGREE, lat / UNITS_PER_DEGREE],
      SYSTEM[datum],
      gcoord.WGS84,
    );
    return { lat: Math.round(north! * UNITS_PER_DEGREE), lng: Math.round(east! * UNITS_PER_DEGREE) };
  };
}

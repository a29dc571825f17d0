import type { BusOnRoad, BusPosition, LiveView, PlanPlace, PlanSite, PublishRow } from "#contract/dispatch.ts";
import { LATE_FROM_MS } from "#domain/movement/expected-times.ts";
import { cutLine, type Whereabouts, whereIs } from "#domain/movement/where-bus-is.ts";
import { decodeLine } from "#domain/places/polyline.ts";
import type { LatLng, MapBus, MapTrip } from "../map/map-view.ts";

/** A trip that is out, with where its bus is and the way behind and ahead of it. */
export type TripOnRoad = {
  readonly row: PublishRow;
  readonly bus: BusOnRoad;
  readonly where: Whereabouts | null;
  readonly way: MapTrip;
};

type Ground = { readonly places: ReadonlyMap<string, PlanPlace>; readonly sites: ReadonlyMap<string, PlanSite> };

/** The trips of a day that are out, as a map draws them at `nowMs`; in the order of `view.buses`. */
export function tripsOnRoad(
  view: Pick<LiveView, "rows" | "buses" | "lines">,
  { places, sites }: Ground,
  positions: ReadonlyMap<string, BusPosition>,
  nowMs: number,
): TripOnRoad[] {
  const rows = new Map(view.rows.map((r) => [r.id, r]));
  return view.buses.flatMap((bus) => {
    const row = rows.get(bus.tripId);
    const [depot, store] = [row && sites.get(row.depotId), row && sites.get(row.storeId)];
    if (!row || !depot || !store) return [];
    const gates = row.stops.map((x) => places.get(x.placeId) ?? store);
    const way: LatLng[] = [depot, store, ...gates, depot];
    const drawn = view.lines[row.id];
    const legs = way.slice(1).map((to, i) => {
      const line = drawn?.[i];
      return line ? decodeLine(line) : [way[i] ?? to, to];
    });
    const where = whereIs({ ...bus, stretch: legs[bus.leg] ?? [], told: positions.get(bus.tripId) ?? null }, nowMs);
    const leg = legs[bus.leg] ?? [];
    const [driven, left] = bus.isThere || !where ? [leg, []] : cutLine(leg, where);
    const number = String(row.number).padStart(2, "0");
    return [
      {
        row,
        bus,
        where,
        way: {
          id: row.id,
          number,
          colour: row.number,
          behind: [...legs.slice(1, bus.leg).flat(), ...driven],
          line: [...left, ...legs.slice(bus.leg + 1, row.stops.length + 1).flat()],
          stopIds: row.stops.map((x) => x.placeId),
        },
      },
    ];
  });
}

/** The buses of these trips; one whose place nobody knows is not drawn. */
export const toMapBuses = (trips: readonly TripOnRoad[]): MapBus[] =>
  trips.flatMap(({ row, where }) =>
    where
      ? [
          {
            id: row.id,
            number: String(row.number).padStart(2, "0"),
            colour: row.number,
            lat: where.lat,
            lng: where.lng,
            ...(row.lateMs >= LATE_FROM_MS && { lateMinutes: Math.round(row.lateMs / 60_000) }),
            brokenDown: row.state === "broken_down",
            reckoned: where.how === "reckoned",
          },
        ]
      : [],
  );

import type { ListContext } from "./context.ts";
import type { Reason } from "./flags.ts";

/** An address as it was written: whatever parts were found, and the words themselves. */
export type Place = {
  readonly building?: string;
  readonly unit?: string;
  readonly room?: string;
  readonly group?: string;
  readonly name?: string;
  readonly raw: string;
  /** Parts that can be read in more than one way: glued figures, four parts, a figure run into the amount. */
  readonly unclear?: boolean;
};

export type Home = { readonly household: string; readonly doubt?: Reason } | { readonly reason: Reason };

/** A stair with more doors than this on a floor is likelier a slip, 840 for 804. */
const MOST_DOORS = 20;

const no = (flag: Reason["flag"], values: Reason["values"]): Home => ({ reason: { flag, values } });

/** The floor of a room number, 1203 → 12; 0 when there is none. */
const floorOf = (room: string): number => (/^[1-9][0-9]{2,3}$/.test(room) ? Math.floor(Number(room) / 100) : 0);

/** Answers which home an address means, or why it names none. */
export function homeFinder(ctx: ListContext): (place: Place) => Home {
  const buildings = new Map(ctx.buildings.map((b) => [b.id.toUpperCase(), b]));
  return (place) => {
    const address = place.raw;
    if (ctx.village) return villageHome(place, ctx.village.families);
    if (place.unclear) return no("AMBIGUOUS_ADDRESS", { address, likely: "" });
    if (place.building === undefined && place.room === undefined) return no("INCOMPLETE_ADDRESS", { address });
    const building = place.building === undefined ? undefined : buildings.get(place.building);
    if (place.building !== undefined && !building) return no("UNKNOWN_BUILDING", { address });
    if (place.unit !== undefined && building && !building.units.includes(place.unit))
      return no("UNKNOWN_BUILDING", { address });
    if (place.room === undefined) return no("INCOMPLETE_ADDRESS", { address });
    if (!building) return no("AMBIGUOUS_ADDRESS", { address, likely: `?-${place.unit ?? "?"}-${place.room}` });
    const unit = place.unit ?? (building.units.length === 1 ? building.units[0] : undefined);
    if (unit === undefined) return no("AMBIGUOUS_ADDRESS", { address, likely: `${building.id}-?-${place.room}` });
    if (place.room.length < 3) return no("INCOMPLETE_ADDRESS", { address });
    const floor = floorOf(place.room);
    if (building.rooms ? !building.rooms.has(`${unit}-${place.room}`) : floor < 1 || floor > building.floors)
      return no(floor < 1 || floor > building.floors ? "FLOOR_OUT_OF_RANGE" : "AMBIGUOUS_ADDRESS", {
        address,
        floors: building.floors,
        likely: "",
      });
    if (place.room.endsWith("00")) return no("AMBIGUOUS_ADDRESS", { address, likely: "" });
    const household = `${building.id}-${unit}-${place.room}`;
    const many = !building.rooms && building.units.length > 1 && Number(place.room) % 100 > MOST_DOORS;
    return many ? { household, doubt: { flag: "SUSPECT_TYPO", values: { text: address } } } : { household };
  };
}

function villageHome(place: Place, families: Readonly<Record<string, readonly string[]>> | undefined): Home {
  const address = place.raw;
  if (place.group === undefined) return no("AMBIGUOUS_ADDRESS", { address, likely: "" });
  if (!place.name) return no("INCOMPLETE_ADDRESS", { address });
  const known = families?.[place.group];
  if (known && !known.includes(place.name)) return no("AMBIGUOUS_ADDRESS", { address, likely: "" });
  // 丁 alone is half a name, 老丁 a nickname that others share.
  if (!known && place.name.length < 2) return no("INCOMPLETE_ADDRESS", { address });
  if (!known && place.name.length === 2 && "老小阿".includes(place.name[0] ?? "x"))
    return no("AMBIGUOUS_ADDRESS", { address, likely: "" });
  return { household: `${place.group}:${place.name}` };
}

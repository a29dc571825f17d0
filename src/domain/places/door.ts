/** Where a home is: a room in a building, or a family of a village group that has no room numbers. */
export type Door =
  | { readonly kind: "room"; readonly building: string; readonly unit: string; readonly room: string }
  | { readonly kind: "group"; readonly group: string; readonly name: string };

const ROOM = /^([^-:\s]+)-([^-:\s]+)-([^-:\s]+)$/;
const GROUP = /^([^:\s][^:]*):([^:]*[^:\s])$/;

/** Full-width signs become plain ones, letters capital, and `03` the same building as `3`. */
const plain = (part: string) => part.toUpperCase().replace(/^0+(?=\d)/, "");

/**
 * Reads the key of a household, `building-unit-room` or `village group:name`.
 * @returns undefined for anything else; free text from a list is the parser's to take apart.
 */
export function parseDoor(text: string): Door | undefined {
  const clean = text.normalize("NFKC").trim();
  const [, building, unit, room] = ROOM.exec(clean) ?? [];
  if (building && unit && room)
    return { kind: "room", building: plain(building), unit: plain(unit), room: plain(room) };
  const [, group, name] = GROUP.exec(clean) ?? [];
  return group && name ? { kind: "group", group: group.trim(), name: name.trim() } : undefined;
}

/** The key by which a household is known in its community: `parseDoor` reads it back to the same door. */
export function formatDoor(door: Door): string {
  return door.kind === "room" ? `${door.building}-${door.unit}-${door.room}` : `${door.group}:${door.name}`;
}

import type { DoorView } from "#contract/resident.ts";

const byNumber = new Intl.Collator("en", { numeric: true }).compare;

/** Doors as they stand on the delivery notes: by building, unit, and room from the lowest floor up. */
export const inPaperOrder = <H extends { readonly door: DoorView }>(homes: readonly H[]): H[] =>
  homes.toSorted(
    ({ door: a }, { door: b }) => byNumber(a.building, b.building) || a.unit - b.unit || byNumber(a.room, b.room),
  );

import type { CountHandoverInput } from "#contract/grid.ts";
import type { DoorEvent } from "#contract/grid-doors.ts";
import type { HandOverByCodeInput } from "#contract/movement.ts";
import type { PlaceOrderInput } from "#contract/orders.ts";

/** A tap at a door, and how the door is numbered. */
export type DoorLoad = { readonly kind: "door"; readonly event: DoorEvent; readonly room: string };
/** Six digits that were right on the driver's phone. */
export type CodeLoad = { readonly kind: "code"; readonly code: HandOverByCodeInput };
/** What a home wants, and the words that it is shown by. */
export type OrderLoad = { readonly kind: "order"; readonly order: PlaceOrderInput; readonly words: string };

/** What a grid worker counted at the gate. */
export type CountLoad = { readonly kind: "count"; readonly count: CountHandoverInput };

/** What waits on a phone: what is sent, with what a screen needs to name it. */
export type Load = DoorLoad | CodeLoad | OrderLoad | CountLoad;

/** What are long on the wire are pictures; all else is a few hundred letters. */
export const bytesOf = (load: Load): number => JSON.stringify(load).length;

/** What is still of use once the server has it: not the picture. */
export function lighten(load: Load): Load {
  if (load.kind === "count") {
    const { photo: _, ...count } = load.count;
    return { ...load, count };
  }
  if (load.kind !== "door") return load;
  const { photo: _, ...event } = load.event;
  return { ...load, event };
}

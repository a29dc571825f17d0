import type { DriveEvent } from "#contract/drive.ts";
import type { CountHandoverInput } from "#contract/grid.ts";
import type { DoorEvent } from "#contract/grid-doors.ts";
import type { PlaceOrderInput } from "#contract/orders.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";

/** A tap at a door, and how the door is numbered. */
export type DoorLoad = { readonly kind: "door"; readonly event: DoorEvent; readonly room: string };
/** What a driver pressed, and at which stop. */
export type DriveLoad = {
  readonly kind: "drive";
  readonly tripId: TripId;
  readonly event: DriveEvent;
  /** Null for what is about the whole trip. */
  readonly place: Names | null;
  /** A code that this phone could not check: his screen does not go on before the server has. */
  readonly unsure?: true;
};
/** What a home wants, and the words that it is shown by. */
export type OrderLoad = { readonly kind: "order"; readonly order: PlaceOrderInput; readonly words: string };

/** What a grid worker counted at the gate. */
export type CountLoad = { readonly kind: "count"; readonly count: CountHandoverInput };

/** What waits on a phone: what is sent, with what a screen needs to name it. */
export type Load = DoorLoad | DriveLoad | OrderLoad | CountLoad;

/** What are long on the wire are pictures; all else is a few hundred letters. */
export const bytesOf = (load: Load): number => JSON.stringify(load).length;

/** What is still of use once the server has it: not the picture, and nobody's name. */
export function lighten(load: Load): Load {
  if (load.kind === "drive") return { ...load, event: lightenDrive(load.event) };
  if (load.kind === "count") {
    const { photo: _, ...count } = load.count;
    return { ...load, count };
  }
  if (load.kind !== "door") return load;
  const { photo: _, ...event } = load.event;
  return { ...load, event };
}

function lightenDrive(event: DriveEvent): DriveEvent {
  if (event.act === "set_down") return { ...event, photo: { ...event.photo, base64: "" } };
  return event.act === "names" ? { ...event, giverName: "", receiverName: "" } : event;
}

import { z } from "zod";
import type { Names } from "#domain/kernel/names.ts";
import type { GridRef, RoundChoice } from "./grid.ts";
import type { DoorView } from "./resident.ts";

/** How the lines of a grid's delivery notes are sorted: by whose hands they go through. */
export const NOTE_ORDERS = ["door", "building", "package", "label"] as const;
export type NoteOrder = (typeof NOTE_ORDERS)[number];

/** What notes are printed on. Sheets of labels hold labels alone; other notes come on A4 then. */
export const PAPER_KINDS = ["a4", "roll", "labels_24", "labels_10"] as const;

/** What a grid worker wants on paper, as the address says it; what it does not say is the first of each. */
export const papersInput = z.object({
  order: z.enum(NOTE_ORDERS).catch("door"),
  names: z.enum(["masked", "hidden"]).catch("masked"),
  paper: z.enum(PAPER_KINDS).catch("a4"),
  file: z.enum(["pdf", "xlsx"]).catch("pdf"),
  round: z.guid().optional().catch(undefined),
});
export type PapersInput = z.infer<typeof papersInput>;

/** One package of one home. */
export type NoteLine = {
  readonly door: DoorView;
  /** The home's first person, masked; null where nobody is known. */
  readonly who: string | null;
  readonly letter: string;
  readonly packageName: Names;
  readonly bags: number;
  /** Of the bags, once there are any: before the round is shared out there are none. */
  readonly numbers: readonly number[];
};
export type NotesView = RoundChoice & {
  readonly nowMs: number;
  readonly grid: GridRef;
  readonly deliveryDayMs: number | null;
  readonly checksum: string | null;
  /** By building, unit and room; a home's packages in the order of the card. */
  readonly lines: readonly NoteLine[];
};

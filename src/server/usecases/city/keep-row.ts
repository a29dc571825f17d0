import { eq, sql } from "drizzle-orm";
import {
  type KeepOwnStoreInput,
  type KeepRowInput,
  type KeptRow,
  type KeptSheet,
  OWN_STORE_COLUMNS,
} from "#contract/city-rows.ts";
import { findCityRow } from "#db/queries/city-rows.ts";
import { supermarkets } from "#db/schema/index.ts";
import { openBook } from "#domain/workbook/check-book.ts";
import type { Mistake, SheetRow } from "#domain/workbook/column.ts";
import { readCells } from "#domain/workbook/read-row.ts";
import { rowAsKept } from "#domain/workbook/row-as-kept.ts";
import { changesOf } from "#domain/workbook/row-change.ts";
import { keyOfRow, SHEETS } from "#domain/workbook/sheets.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";
import { rowSubject } from "../../row-subject.ts";
import { readCityKeys } from "./read-city-keys.ts";
import { openPart, writePart } from "./write-part.ts";

/** What rows that are kept by form point to. */
const POINTED_TO = ["stores", "depots", "types", "staff", "packages"] as const;
/** Whom to call: its history says that it changed, and not to what. */
const NOT_IN_HISTORY = ["contact", "phone"];

/**
 * Keeps one row of the city by form: checked, written and undone by the same rules as a workbook of one row, with who
 * changed what on record. Sent twice it changes nothing.
 * @throws AppError `conflict` when the row is not the one that was seen, and not the one that is sent either
 */
export function keepRow(ctx: Ctx, { sheet, seen, cells }: KeepRowInput): Promise<KeptRow> {
  return act(ctx, (tx) => tx.seeingAll((all) => keepIn(all, sheet, seen, cells)));
}

/** A manager keeps the hours, docks, capacity and contacts of his own store. @throws AppError `not_found` for another's; as `keepRow` */
export async function keepOwnStore(ctx: Ctx, input: KeepOwnStoreInput): Promise<KeptRow> {
  const { supermarketId, seen, cells } = input;
  if (!ctx.actor.supermarkets.includes(supermarketId)) throw new AppError("not_found");
  const own = OWN_STORE_COLUMNS.flatMap((key) => (Object.hasOwn(cells, key) ? [[key, cells[key] ?? ""] as const] : []));
  return act(ctx, (tx) =>
    tx.seeingAll(async (all) => {
      const [store] = await all
        .select({ code: supermarkets.code })
        .from(supermarkets)
        .where(eq(supermarkets.id, supermarketId));
      if (!store) throw new AppError("not_found");
      all.tell(`supermarket:${supermarketId}`);
      return keepIn(all, "stores", seen, { ...Object.fromEntries(own), code: store.code });
    }),
  );
}

type Cells = Readonly<Record<string, string>>;
async function keepIn(tx: ActTx, sheet: KeptSheet, seen: string | null, cells: Cells): Promise<KeptRow> {
  // Two who make the same new row at once come one after the other, and the second is told.
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`city:${sheet}`}, 0))`);
  const read = readCells(sheet, cells);
  if ("mistakes" in read) return read;
  const said = rowAsKept(sheet, read.row);
  const key = keyOfRow(sheet, said);
  const before = await findCityRow(tx, sheet, key);
  const row: SheetRow = { ...before?.row, ...said };
  const mistakes = await mistakesIn(tx, sheet, row, before === undefined);
  if (mistakes.length > 0) return { mistakes };
  const changes = changesOf(before?.row, row);
  if (before && changes.length === 0) return { key, changed: false, seen: before.seen };
  if ((before?.seen ?? null) !== seen) throw new AppError("conflict");
  await openPart(tx);
  await tx.execute(sql`INSERT INTO part (line, key, row, before)
    VALUES (1, ${key}, ${JSON.stringify(row)}::jsonb, ${before ? JSON.stringify(before.row) : null}::jsonb)`);
  await writePart(tx, sheet, { importId: null });
  const told = changes.map((c) => (NOT_IN_HISTORY.includes(c.column) ? { column: c.column, was: null, is: null } : c));
  await record(tx, {
    kind: "city_row.kept",
    subjectId: rowSubject(sheet, key),
    data: { sheet, key, isNew: before === undefined, changes: told },
  });
  tx.tell(["desk", "dispatch"]);
  const after = await findCityRow(tx, sheet, key);
  if (!after) throw new Error(`a row that was kept is not there: ${sheet} ${key}`);
  return { key, changed: true, seen: after.seen };
}

/** A new row has every column that is needed; and each stands beside the others as in a workbook. */
async function mistakesIn(tx: ActTx, sheet: KeptSheet, row: SheetRow, isNew: boolean): Promise<readonly Mistake[]> {
  const missing = SHEETS[sheet].columns
    .filter((c) => isNew && c.needed && row[c.key] === undefined)
    .map((c): Mistake => ({ sheet, line: 1, column: c.key, kind: "needed" }));
  if (missing.length > 0) return missing;
  return openBook(await readCityKeys(tx, POINTED_TO)).row(sheet, 1, row);
}

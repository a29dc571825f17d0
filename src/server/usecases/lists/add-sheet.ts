import { and, desc, eq, sql } from "drizzle-orm";
import { type AddSheetInput, LONGEST_LIST } from "#contract/group-list.ts";
import { type KeptSheet, listImports } from "#db/schema/index.ts";
import { listRules } from "#domain/group-list/list-rules.ts";
import { type BadCell, parseSheet } from "#domain/group-list/parse-sheet.ts";
import { readHead } from "#domain/group-list/read-head.ts";
import { namesHomeAndWish } from "#domain/group-list/read-table.ts";
import { guessForm, headKey, type SheetForm } from "#domain/group-list/sheet-columns.ts";
import { MOST_LIST_COLUMNS, MOST_LIST_ROWS, sheetText } from "#domain/group-list/sheet-text.ts";
import type { GridId, ListImportId } from "#domain/kernel/ids.ts";
import type { Cell } from "#domain/workbook/read-row.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";
import { readTabs, type Tab } from "../city/read-files.ts";
import { keepList } from "./keep-list.ts";
import { getRoundOfList, type RoundOfList, readAgainst } from "./round-of-list.ts";

type Rows = { readonly rows: readonly (readonly string[])[]; readonly bad: readonly BadCell[] };
type Sheet = Rows & Pick<KeptSheet, "file" | "otherTabs">;

/**
 * A spreadsheet as a list: kept with what its columns seem to hold and how its rows would be read, for the worker to look
 * at. Nothing is ordered by it. The first tab that has rows is read, the others are named.
 * @throws AppError `not_found`; `refused` `not_open`, `list_too_long` or with a `FileRefusal`
 */
export async function addSheet(ctx: Ctx, input: AddSheetInput): Promise<{ importId: ListImportId }> {
  const { name, base64 } = input.file;
  const tabs = await readTabs({ name, bytes: Buffer.from(base64, "base64") });
  const filled: (Rows & { readonly tab: string })[] = [];
  for (const tab of tabs) {
    const rows = await rowsOfTab(tab.lines);
    if (rows.rows.length > 0) filled.push({ ...rows, tab: tab.name });
  }
  const [first, ...others] = filled;
  if (!first) throw new AppError("refused", { kind: "file_empty" });
  const sheet = { ...first, file: name, otherTabs: others.map((o) => o.tab) };
  return act(ctx, async (tx) => keepSheet(tx, await getRoundOfList(tx, input.cycleId, input.gridId), sheet));
}

/** The rows of a tab as text, empty ones at the end left out, and the cells that the spreadsheet spoiled. */
export async function rowsOfTab(lines: Tab["lines"]): Promise<Rows> {
  const rows: string[][] = [];
  const bad: BadCell[] = [];
  let last = 0;
  for await (const cells of lines) {
    if (rows.length >= MOST_LIST_ROWS) throw tooLong();
    rows.push(cells.map(shown));
    const row = rows.length;
    const filled = rows[row - 1]?.findLastIndex((c) => c.trim() !== "") ?? -1;
    if (filled >= MOST_LIST_COLUMNS) throw tooLong();
    if (filled >= 0) last = row;
    rows[row - 1] = rows[row - 1]?.slice(0, filled + 1) ?? [];
    for (const [i, cell] of cells.entries())
      if (typeof cell !== "string") bad.push({ row, column: i + 1, kind: cell.bad });
  }
  return { rows: rows.slice(0, last), bad };
}

const tooLong = () => new AppError("refused", { kind: "list_too_long", rows: MOST_LIST_ROWS });

/** A day stands as the day that the spreadsheet made of it; what else is spoiled as a sign. */
const shown = (cell: Cell): string => (typeof cell === "string" ? cell : (cell.day ?? "#"));

export async function keepSheet(
  tx: ActTx,
  round: RoundOfList,
  { rows, bad, file, otherTabs }: Sheet,
): Promise<{ importId: ListImportId }> {
  const text = sheetText(rows);
  if (text === "") throw new AppError("refused", { kind: "file_empty" });
  if (text.length > LONGEST_LIST) throw tooLong();
  const { context, packages } = await readAgainst(tx, round);
  const guessed = guessForm(rows, listRules(context, readHead([], context)).items);
  const key = guessed.head === null ? null : headKey(rows[guessed.head - 1] ?? []);
  const known = key === null ? undefined : await findRemembered(tx, round.gridId, key);
  const form = known?.length === guessed.columns.length ? { ...guessed, columns: known } : guessed;
  const sheet: KeptSheet = {
    ...form,
    file,
    otherTabs,
    headKey: key,
    bad,
    accepted: false,
    remembered: form !== guessed,
  };
  const list = await keepList(tx, round, { text, read: parseSheet(text, form, bad, context), packages, sheet });
  await record(tx, { kind: "import_job.added", subjectId: list.id, cycleId: round.id, data: { rows: rows.length } });
  tx.tell(`grid:${round.gridId}`);
  return { importId: list.id };
}

/** What the columns of the last sheet of this grid with the same head were accepted as. */
async function findRemembered(tx: ActTx, gridId: GridId, key: string): Promise<SheetForm["columns"] | undefined> {
  const [last] = await tx
    .select({ sheet: listImports.sheet })
    .from(listImports)
    .where(
      and(
        eq(listImports.gridId, gridId),
        sql`${listImports.sheet} ->> 'headKey' = ${key}`,
        sql`(${listImports.sheet} ->> 'accepted')::boolean`,
      ),
    )
    .orderBy(desc(listImports.pastedAt))
    .limit(1);
  return last?.sheet && namesHomeAndWish(last.sheet.columns) ? last.sheet.columns : undefined;
}

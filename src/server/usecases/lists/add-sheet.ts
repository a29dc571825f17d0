import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { type AddSheetInput, LONGEST_LIST } from "#contract/group-list.ts";
import { type KeptSheet, type KeptTab, listImports } from "#db/schema/index.ts";
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
type Sheet = Rows & Pick<KeptSheet, "file" | "tab" | "otherTabs">;

/**
 * A spreadsheet as a list: kept with what its columns seem to hold and how its rows would be read, for the worker to look
 * at. Nothing is ordered by it. Of several tabs the one called as the last that this grid read is read, or else the first
 * with the columns of a list; the others are kept, so that one of them may be chosen.
 * @throws AppError `not_found`; `refused` `not_open`, `list_too_long` or with a `FileRefusal`
 */
export async function addSheet(ctx: Ctx, input: AddSheetInput): Promise<{ importId: ListImportId }> {
  const { name, base64 } = input.file;
  const tabs = await readTabs({ name, bytes: Buffer.from(base64, "base64") });
  const filled: FilledTab[] = [];
  for (const tab of tabs) {
    const rows = await rowsOfTab(tab.lines);
    if (rows.rows.length > 0) filled.push({ ...rows, at: filled.length, name: tab.name });
  }
  return act(ctx, async (tx) => {
    const round = await getRoundOfList(tx, input.cycleId, input.gridId);
    const { rows, bad, ...tab } = await likelyTab(tx, round, filled);
    const otherTabs = filled
      .filter((o) => o.at !== tab.at)
      .map((o): KeptTab => ({ at: o.at, name: o.name, text: sheetText(o.rows), bad: o.bad }));
    if (otherTabs.reduce((n, o) => n + o.text.length, 0) > LONGEST_LIST) throw tooLong();
    return keepSheet(tx, round, { rows, bad, file: name, tab, otherTabs });
  });
}

type FilledTab = Rows & Pick<KeptTab, "at" | "name">;

async function likelyTab(tx: ActTx, round: RoundOfList, tabs: readonly FilledTab[]): Promise<FilledTab> {
  const [first, ...others] = tabs;
  if (!first) throw new AppError("refused", { kind: "file_empty" });
  if (others.length === 0) return first;
  const names = tabs.map((t) => t.name);
  const [last] = await tx
    .select({ name: tabName })
    .from(listImports)
    .where(and(eq(listImports.gridId, round.gridId), isAccepted, inArray(tabName, names)))
    .orderBy(desc(listImports.pastedAt))
    .limit(1);
  const { context } = await readAgainst(tx, round);
  const { items } = listRules(context, readHead([], context));
  return (
    tabs.find((t) => t.name === last?.name) ??
    tabs.find((t) => namesHomeAndWish(guessForm(t.rows, items).columns)) ??
    first
  );
}

const isAccepted = sql`(${listImports.sheet} ->> 'accepted')::boolean`;
const tabName = sql<string>`${listImports.sheet} -> 'tab' ->> 'name'`;

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

export async function keepSheet(tx: ActTx, round: RoundOfList, sheet: Sheet): Promise<{ importId: ListImportId }> {
  const { text, read, packages, kept } = await readSheet(tx, round, sheet);
  const list = await keepList(tx, round, { text, read, packages, sheet: kept });
  await record(tx, {
    kind: "import_job.added",
    subjectId: list.id,
    cycleId: round.id,
    data: { rows: sheet.rows.length },
  });
  tx.tell(`grid:${round.gridId}`);
  return { importId: list.id };
}

/** What a sheet says, by columns that are remembered or guessed. @throws AppError `refused` `file_empty`, `list_too_long` */
export async function readSheet(tx: ActTx, round: RoundOfList, { rows, bad, ...from }: Sheet) {
  const text = sheetText(rows);
  if (text === "") throw new AppError("refused", { kind: "file_empty" });
  if (text.length > LONGEST_LIST) throw tooLong();
  const { context, packages } = await readAgainst(tx, round);
  const guessed = guessForm(rows, listRules(context, readHead([], context)).items);
  const key = guessed.head === null ? null : headKey(rows[guessed.head - 1] ?? []);
  const known = key === null ? undefined : await findRemembered(tx, round.gridId, key);
  const form = known?.length === guessed.columns.length ? { ...guessed, columns: known } : guessed;
  const kept: KeptSheet = { ...form, ...from, headKey: key, bad, accepted: false, remembered: form !== guessed };
  return { text, read: parseSheet(text, form, bad, context), packages, kept };
}

/** What the columns of the last sheet of this grid with the same head were accepted as. */
async function findRemembered(tx: ActTx, gridId: GridId, key: string): Promise<SheetForm["columns"] | undefined> {
  const [last] = await tx
    .select({ sheet: listImports.sheet })
    .from(listImports)
    .where(and(eq(listImports.gridId, gridId), sql`${listImports.sheet} ->> 'headKey' = ${key}`, isAccepted))
    .orderBy(desc(listImports.pastedAt))
    .limit(1);
  return last?.sheet && namesHomeAndWish(last.sheet.columns) ? last.sheet.columns : undefined;
}

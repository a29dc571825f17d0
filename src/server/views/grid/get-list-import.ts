import { and, desc, eq, lte, ne } from "drizzle-orm";
import { z } from "zod";
import type { ListImportView, ListRowView, ListSheetView, RowChoice } from "#contract/group-list.ts";
import { listDoors, listOffersByLetter, listStandingByDoor, readLastByDoor } from "#db/queries/list-context.ts";
import { communities, cycles, gridSheets, type KeptSheet, listImports } from "#db/schema/index.ts";
import { compareLists, type ListChange } from "#domain/group-list/compare-lists.ts";
import type { Items } from "#domain/group-list/context.ts";
import { likelyDoors } from "#domain/group-list/likely-doors.ts";
import type { ListOrder } from "#domain/group-list/order.ts";
import { namesHomeAndWish } from "#domain/group-list/read-table.ts";
import { countLines, type SettledRow, settleList } from "#domain/group-list/settle-list.ts";
import { rowsOf as rowsOfSheet } from "#domain/group-list/sheet-text.ts";
import { splitLines } from "#domain/group-list/split-lines.ts";
import type { ListImportId } from "#domain/kernel/ids.ts";
import { isTallying } from "#domain/orders/grid-sheet.ts";
import { aggregatorOf } from "#domain/places/aggregator.ts";
import { maskName } from "#domain/places/masking.ts";
import { look, type View } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { firstPersons } from "./get-door-walk.ts";

type List = typeof listImports.$inferSelect;
const OPEN: SettledRow = { stands: "open" };
const MOST_CHOICES = 6;

/** A pasted list as its worker decides on it: every order beside its lines, the doubtful ones with what they may mean. @throws AppError `not_found` */
export async function getListImport(ctx: Ctx, importId: string): Promise<ListImportView> {
  if (!z.guid().safeParse(importId).success) throw new AppError("not_found");
  return look(ctx, async (tx) => {
    const [found] = await tx
      .select({ list: listImports, cycle: cycles, sheet: gridSheets.state, place: communities })
      .from(listImports)
      .innerJoin(cycles, eq(cycles.id, listImports.cycleId))
      .innerJoin(
        gridSheets,
        and(eq(gridSheets.cycleId, listImports.cycleId), eq(gridSheets.gridId, listImports.gridId)),
      )
      .innerJoin(communities, eq(communities.id, gridSheets.communityId))
      .where(eq(listImports.id, importId as ListImportId));
    if (!found) throw new AppError("not_found");
    const { list, cycle, sheet, place } = found;
    const settled = settleList(list.read.orders, list.decisions).map((row, i) => (list.refusals[i] ? OPEN : row));
    const lines = splitLines(list.text).map((l) => withoutTabs(list.text.slice(l.start, l.end)));
    const before = await findBefore(tx, list);
    const changes = before && compareLists(before.read.orders, list.read.orders);
    const open = isTallying({ now: tx.at, graceEndsAt: cycle.graceEndsAt, sheet: sheet });
    const did = (what: string) => list.effects.filter((e) => e.did === what).length;
    return {
      importId: list.id,
      gridId: list.gridId,
      aggregator: aggregatorOf(place),
      state: list.state,
      pastedMs: list.pastedAt,
      text: list.text,
      sheet: list.sheet && sheetOf(list.sheet, list.text),
      counts: countLines(list.read.lines, settled),
      flags: list.read.flags,
      rows: await rowsOf(tx, list, settled, lines, changes),
      passed: list.read.lines
        .filter((l) => l.kind !== "blank" && l.orders.length === 0)
        .map((l) => ({ no: l.line, text: lines[l.line - 1] ?? "" })),
      offers: await listOffersByLetter(tx, list.cycleId),
      gone: (changes ?? []).flatMap((c) =>
        c.kind === "gone" && c.before.household ? [{ household: c.before.household, items: c.before.items }] : [],
      ),
      graceEndsMs: cycle.graceEndsAt,
      did: { placed: did("placed"), changed: did("changed"), cancelled: did("cancelled") },
      mayName: list.state === "pasted" && open,
      readable: list.sheet === null || namesHomeAndWish(list.sheet.columns),
      mayDecide: list.state === "in_review" && open,
      mayUndo: list.state === "applied" && open,
    };
  });
}

/** Cells side by side as people see them. */
const withoutTabs = (line: string): string =>
  line
    .split("\t")
    .filter((c) => c.trim() !== "")
    .join(" · ");

const SAMPLES = 3;

/** The columns of a sheet by their names, each with the first cells that stand in it. */
function sheetOf(sheet: KeptSheet, text: string): ListSheetView {
  const rows = rowsOfSheet(text);
  const head = sheet.head === null ? undefined : rows[sheet.head - 1];
  const under = rows.slice(sheet.head ?? 0);
  return {
    file: sheet.file,
    tabs: tabsOf(sheet),
    remembered: sheet.remembered,
    columns: sheet.columns.map((use, i) => {
      const cells = under.map((r) => r.cells[i]?.trim() ?? "").filter((c) => c !== "");
      return {
        name: head?.cells[i]?.trim() || null,
        use,
        samples: use.kind === "phone" ? [] : [...new Set(cells)].slice(0, SAMPLES),
      };
    }),
  };
}

function tabsOf({ tab, otherTabs = [] }: KeptSheet): ListSheetView["tabs"] {
  if (!tab || otherTabs.length === 0) return [];
  const all = [{ ...tab, read: true }, ...otherTabs.map(({ at, name }) => ({ at, name, read: false }))];
  return all.toSorted((a, b) => a.at - b.at);
}

/** The list of the same grid and round that was written last before this one. */
async function findBefore(tx: View, list: List): Promise<List | undefined> {
  const [before] = await tx
    .select()
    .from(listImports)
    .where(
      and(
        eq(listImports.cycleId, list.cycleId),
        eq(listImports.gridId, list.gridId),
        eq(listImports.state, "applied"),
        lte(listImports.pastedAt, list.pastedAt),
        ne(listImports.id, list.id),
      ),
    )
    .orderBy(desc(listImports.pastedAt))
    .limit(1);
  return before;
}

async function rowsOf(
  tx: View,
  list: List,
  settled: readonly SettledRow[],
  lines: readonly string[],
  changes: readonly ListChange[] | undefined,
): Promise<ListRowView[]> {
  const choicesOf = await readChoices(tx, list, settled);
  const changed = new Map(changes?.flatMap((c) => (c.kind === "gone" ? [] : [[c.order, c] as const])));
  return list.read.orders.map((order, row) => {
    const now = settled[row] ?? OPEN;
    const decided = list.decisions[row];
    return {
      row,
      stands: now.stands,
      clash: now.stands === "open" && now.clash === true,
      decided: decided !== undefined,
      same: changes !== undefined && !changed.has(order),
      was: wasOf(changed.get(order)),
      lines: linesOf(order).map((no) => ({ no, text: lines[no - 1] ?? "" })),
      reasons: order.reasons,
      refusal: list.refusals[row] ?? null,
      household:
        now.stands === "taken" ? now.household : decided?.kind === "take" ? decided.household : order.household,
      items: now.stands === "taken" ? now.items : decided?.kind === "take" ? decided.items : order.items,
      choices: choicesOf.get(row) ?? [],
    };
  });
}

const wasOf = (change: ListChange | undefined): Items | null =>
  change?.kind === "changed" ? change.before.items : null;

const linesOf = (order: ListOrder): number[] => [
  ...new Set(order.spans.flatMap((s) => Array.from({ length: s.endLine - s.line + 1 }, (_, i) => s.line + i))),
];

/** For each open row what it may mean: doors that fit by amounts that were read, with who lives there and what he ordered. */
async function readChoices(tx: View, list: List, settled: readonly SettledRow[]): Promise<Map<number, RowChoice[]>> {
  const open = settled.flatMap((s, row) => (s.stands === "open" ? [row] : []));
  const choices = new Map<number, RowChoice[]>();
  if (open.length === 0 || list.state !== "in_review") return choices;
  const doors = await listDoors(tx, list.gridId);
  const homes = new Map(doors.map((d) => [d.door, d.householdId]));
  const last = await readLastByDoor(tx, list.cycleId, list.gridId);
  const standing = new Map((await listStandingByDoor(tx, list.cycleId, list.gridId)).map((o) => [o.door, o.items]));
  const likely = new Map<number, string[]>();
  for (const row of open) {
    const order = list.read.orders[row];
    if (order)
      likely.set(
        row,
        likelyDoors(order, [...homes.keys()]).filter((d) => homes.has(d)),
      );
  }
  const asked = [...likely.values()].flat().flatMap((d) => homes.get(d) ?? []);
  const people = await firstPersons(tx, [...new Set(asked)]);
  for (const [row, these] of likely) {
    const order = list.read.orders[row];
    if (!order) continue;
    const amounts = (order.candidates ?? [order.items]).filter((i: Items) => Object.keys(i).length > 0);
    const of = these.flatMap((household) =>
      amounts.map((items): RowChoice => {
        const home = homes.get(household);
        const person = home && people.get(home);
        return {
          household,
          items,
          who: person ? maskName(person.name) : null,
          last: last[household] ?? {},
          standing: standing.get(household) ?? null,
        };
      }),
    );
    choices.set(row, of.slice(0, MOST_CHOICES));
  }
  return choices;
}

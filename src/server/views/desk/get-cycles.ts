import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { AllocationSummary } from "#contract/cycles.ts";
import type { CycleDetail, CycleRow } from "#contract/desk.ts";
import type { Tx } from "#db/client.ts";
import { countImbalances } from "#db/queries/count-imbalances.ts";
import { listEarlyExpiries } from "#db/queries/early-expiries.ts";
import {
  allocationRuns,
  claims,
  cycles,
  gridSheets,
  offers,
  packages,
  packageVersions,
  supermarkets,
  supplyCommits,
} from "#db/schema/index.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { NO_NAME } from "#domain/kernel/names.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import { TAKING_ORDERS } from "#domain/offer/cycle.ts";
import { FROZEN_SHEET_STATES, type SheetState, SUBMITTED_SHEET_STATES } from "#domain/orders/grid-sheet.ts";
import { OPEN_CLAIM_STATES } from "#domain/oversight/claim.ts";
import { GIVEN_UP_BATCH_STATES } from "#domain/supply/batch.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { bagsWhere, toCycleRef, tripsPublished } from "./list-cycles.ts";
import { readEarlyEnd } from "./read-early-end.ts";

const sums = (tx: Tx) =>
  tx
    .select({
      cycle: cycles,
      bagsWhere,
      tripsPublished,
      packages: sql<number>`count(${offers.packageVersionId})::int`,
      offered: sql<number>`coalesce(sum(${offers.offered}), 0)::int`,
      reserved: sql<number>`coalesce(sum(${offers.reserved}), 0)::int`,
    })
    .from(cycles)
    .leftJoin(offers, eq(offers.cycleId, cycles.id))
    .groupBy(cycles.id);

const toRow = ({
  cycle: c,
  bagsWhere,
  tripsPublished,
  ...counts
}: Awaited<ReturnType<typeof sums>>[number]): CycleRow => ({
  ...toCycleRef({ cycle: c, bagsWhere, tripsPublished }),
  policy: c.policy,
  gridMinimumBags: c.gridMinimumBags,
  ...counts,
});

/** The cycles, newest first. */
export async function listCycles(ctx: Ctx): Promise<CycleRow[]> {
  const rows = await look(ctx, (tx) => sums(tx).orderBy(desc(cycles.number)));
  return rows.map(toRow);
}

const ID = /^[0-9a-f-]{36}$/i;

/** One cycle: its card, how many sheets are in, the last allocation, and what has to hold before it is settled. @throws AppError `not_found` */
export async function getCycleDetail(ctx: Ctx, cycleId: string): Promise<CycleDetail> {
  if (!ID.test(cycleId)) throw new AppError("not_found");
  const id = cycleId as CycleId;
  const read = await look(ctx, async (tx) => {
    const [row] = await sums(tx).where(eq(cycles.id, id));
    if (!row) throw new AppError("not_found");
    const card = await tx
      .select({ o: offers, p: packages })
      .from(offers)
      .innerJoin(packageVersions, eq(packageVersions.id, offers.packageVersionId))
      .innerJoin(packages, eq(packages.id, packageVersions.packageId))
      .where(eq(offers.cycleId, id))
      .orderBy(offers.position);
    const commits = await tx.select().from(supplyCommits).where(eq(supplyCommits.cycleId, id));
    const sheets = await tx
      .select({ state: gridSheets.state, n: sql<number>`count(*)::int` })
      .from(gridSheets)
      .where(eq(gridSheets.cycleId, id))
      .groupBy(gridSheets.state);
    const count = (states: (state: SheetState) => boolean) =>
      sheets.filter((x) => states(x.state)).reduce((n, x) => n + x.n, 0);
    const [run] = await tx
      .select()
      .from(allocationRuns)
      .where(eq(allocationRuns.cycleId, id))
      .orderBy(desc(allocationRuns.run))
      .limit(1);
    const summary = run?.summary as Partial<AllocationSummary> | undefined;
    const stores = new Map<string, Names>((await tx.select().from(supermarkets)).map((s) => [s.id, s.name]));
    const letters = new Map<string, string>(card.map(({ o, p }) => [o.packageVersionId, p.letter]));
    return {
      cycle: toRow(row),
      offers: card.map(({ o, p }) => ({
        packageVersionId: o.packageVersionId,
        letter: p.letter,
        name: p.name,
        priceFen: o.priceFen,
        householdLimit: o.householdLimit,
        offered: o.offered,
        reserved: o.reserved,
        takenOff: o.takenOff,
        committed: commits
          .filter((c) => c.packageVersionId === o.packageVersionId)
          .reduce((n, c) => n + c.committed, 0),
      })),
      sheets: {
        all: count(() => true),
        frozen: count((s) => FROZEN_SHEET_STATES.includes(s)),
        submitted: count((s) => SUBMITTED_SHEET_STATES.includes(s)),
        collecting: count((s) => !FROZEN_SHEET_STATES.includes(s) && !SUBMITTED_SHEET_STATES.includes(s)),
      },
      run: run
        ? {
            number: run.run,
            state: run.state,
            packages: (summary?.packages ?? []).map(({ packageVersionId, ...p }) => ({
              letter: letters.get(packageVersionId) ?? "",
              ...p,
            })),
            stores: (summary?.stores ?? []).map(({ supermarketId, ...s }) => ({
              id: supermarketId,
              name: stores.get(supermarketId) ?? NO_NAME,
              ...s,
            })),
            unassigned: (summary?.unassigned ?? []).reduce((n, u) => n + u.bags, 0),
          }
        : null,
      expiries: await listEarlyExpiries(tx, id, toServiceDay(tx.at)),
      ...(await countBatches(tx, id)),
      checks: row.cycle.state === "reconciling" ? await readChecks(tx, id) : null,
      nowMs: tx.at,
    };
  });
  const early = TAKING_ORDERS.includes(read.cycle.state) ? await readEarlyEnd(ctx, id) : null;
  return { ...read, early };
}

async function countBatches(tx: Tx, id: CycleId): Promise<Pick<CycleDetail, "batches" | "batchesWaiting">> {
  const [row] = await tx.execute<{ all: number; waiting: number }>(sql`
    SELECT count(*)::int AS all, count(*) FILTER (WHERE b.state IN ${GIVEN_UP_BATCH_STATES} AND EXISTS (SELECT FROM bag_counts k WHERE k.batch_id = b.id))::int AS waiting
    FROM batches b WHERE b.cycle_id = ${id}`);
  return { batches: row?.all ?? 0, batchesWaiting: row?.waiting ?? 0 };
}

async function readChecks(tx: Tx, id: CycleId): Promise<NonNullable<CycleDetail["checks"]>> {
  const [ledger] = await tx.execute<{ n: string }>(
    sql`SELECT coalesce(sum(amount_fen), 0) AS n FROM ledger_totals WHERE cycle_id = ${id}`,
  );
  const [open] = await tx
    .select({ n: sql<number>`count(*)::int` })
    .from(claims)
    .where(and(eq(claims.cycleId, id), inArray(claims.state, [...OPEN_CLAIM_STATES])));
  return { imbalances: await countImbalances(tx, id), ledgerFen: Number(ledger?.n ?? 0), openClaims: open?.n ?? 0 };
}

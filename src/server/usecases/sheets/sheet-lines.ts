import { createHash } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { householdOrders, orderLines, packageVersions } from "#db/schema/index.ts";
import type { CycleId, GridId } from "#domain/kernel/ids.ts";
import { type SheetLine, sheetChecksum } from "#domain/orders/grid-sheet.ts";
import type { OrderState } from "#domain/orders/household-order.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** What a grid's confirmed (or locked) orders come to: its lines, totals by building and package, and their checksum. */
export async function readSheetLines(tx: Tx, cycleId: CycleId, gridId: GridId, states: readonly OrderState[]) {
  const rows = await tx
    .select({
      householdId: orderLines.householdId,
      buildingId: orderLines.buildingId,
      packageId: packageVersions.packageId,
      packageVersionId: orderLines.packageVersionId,
      quantity: sql<number>`${orderLines.wanted} - ${orderLines.cancelledBeforeLock}`,
    })
    .from(orderLines)
    .innerJoin(householdOrders, eq(householdOrders.id, orderLines.orderId))
    .innerJoin(packageVersions, eq(packageVersions.id, orderLines.packageVersionId))
    .where(
      and(
        eq(orderLines.cycleId, cycleId),
        // With its community a grid's lines are found by their index, on every PostgreSQL.
        eq(orderLines.communityId, sql`(SELECT community_id FROM grids WHERE id = ${gridId})`),
        eq(orderLines.gridId, gridId),
        inArray(householdOrders.state, [...states]),
        sql`${orderLines.wanted} > ${orderLines.cancelledBeforeLock}`,
      ),
    );
  const totals = new Map<
    string,
    {
      buildingId: (typeof rows)[number]["buildingId"];
      packageVersionId: (typeof rows)[number]["packageVersionId"];
      bags: number;
    }
  >();
  for (const { buildingId, packageVersionId, quantity } of rows) {
    const key = `${buildingId} ${packageVersionId}`;
    const total = totals.get(key) ?? { buildingId, packageVersionId, bags: 0 };
    total.bags += quantity;
    totals.set(key, total);
  }
  const lines: SheetLine[] = rows;
  return {
    checksum: sheetChecksum(lines, sha256),
    totals: [...totals.values()],
    bags: rows.reduce((n, r) => n + r.quantity, 0),
    homes: new Set(rows.map((r) => r.householdId)).size,
  };
}

import { asc, eq, inArray } from "drizzle-orm";
import type { OrderId } from "#domain/kernel/ids.ts";
import type { Tx } from "../client.ts";
import { orderLines, packages, packageVersions } from "../schema/index.ts";

/** The lines of orders with the letters and names of their packages, in the order of the letters; none for no order. */
export function listLinesOfOrders(tx: Pick<Tx, "select">, orderIds: readonly OrderId[]) {
  return tx
    .select({ l: orderLines, letter: packages.letter, name: packages.name })
    .from(orderLines)
    .innerJoin(packageVersions, eq(packageVersions.id, orderLines.packageVersionId))
    .innerJoin(packages, eq(packages.id, packageVersions.packageId))
    .where(inArray(orderLines.orderId, [...orderIds]))
    .orderBy(asc(packages.letter));
}

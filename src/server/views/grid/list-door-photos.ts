import { and, asc, eq, inArray } from "drizzle-orm";
import type { DoorPhoto } from "#contract/grid-homes.ts";
import { photos } from "#db/schema/index.ts";
import type { OrderId } from "#domain/kernel/ids.ts";
import type { View } from "../../act.ts";

/** The pictures that were taken at the doors of orders, the oldest first; those alone that who asks may see. */
export async function listDoorPhotos(tx: View, orderIds: readonly OrderId[]): Promise<Map<string, DoorPhoto[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: photos.id, atMs: photos.at, orderId: photos.subjectId })
    .from(photos)
    .where(and(eq(photos.subject, "door"), inArray(photos.subjectId, [...orderIds])))
    .orderBy(asc(photos.at), asc(photos.id));
  const byOrder = new Map<string, DoorPhoto[]>();
  for (const { orderId, ...photo } of rows) byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), photo]);
  return byOrder;
}

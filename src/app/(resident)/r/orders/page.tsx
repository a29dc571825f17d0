import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { listResidentOrders } from "#server/views/resident/list-resident-orders.ts";
import { OrderList } from "#ui/resident/order-list.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("resident"))("orders.title") };
}

export default async function OrdersPage() {
  const ctx = await requestCtx();
  const { orders } = await listResidentOrders(ctx);
  return <OrderList orders={orders} several={ctx.actor.homes.length > 1} nowMs={ctx.nowMs} />;
}

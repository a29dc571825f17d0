import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { listResidentOrders } from "#server/views/resident/list-resident-orders.ts";
import { OrderList } from "#ui/resident/order-list.tsx";
import { parseWish } from "#ui/table/table-wish.ts";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("resident"))("orders.title") };
}

export default async function OrdersPage({ searchParams }: PageProps<"/r/orders">) {
  const ctx = await requestCtx();
  const { page } = parseWish(await searchParams);
  return <OrderList view={await listResidentOrders(ctx, page)} several={ctx.actor.homes.length > 1} />;
}

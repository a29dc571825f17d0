import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getResidentOrder } from "#server/views/resident/get-resident-order.ts";
import { OrderScreen } from "#ui/resident/order-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../../../or-not-found.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("resident"))("order.page") };
}

export default async function OrderPage({ params }: PageProps<"/r/orders/[id]">) {
  const { id } = await params;
  return <OrderScreen order={await orNotFound(getResidentOrder(await requestCtx(), id))} />;
}

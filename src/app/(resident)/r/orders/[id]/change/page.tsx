import { redirect } from "next/navigation";
import { requestCtx } from "#server/request-ctx.ts";
import { getOrderForChange } from "#server/views/resident/get-order-for-change.ts";
import { ChangeScreen } from "#ui/resident/change-screen.tsx";
import { orNotFound } from "../../../../../or-not-found.ts";

export default async function ChangePage({ params, searchParams }: PageProps<"/r/orders/[id]/change">) {
  const { id } = await params;
  const { add } = await searchParams;
  const { order, offers } = await orNotFound(getOrderForChange(await requestCtx(), id));
  if (!order.mayChange) redirect(`/r/orders/${order.orderId}`);
  return <ChangeScreen order={order} offers={offers} add={typeof add === "string" ? add : undefined} />;
}

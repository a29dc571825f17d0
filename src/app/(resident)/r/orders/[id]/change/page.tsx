import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { requestCtx } from "#server/request-ctx.ts";
import { getOrderForChange } from "#server/views/resident/get-order-for-change.ts";
import { ChangeScreen } from "#ui/resident/change-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../../../../or-not-found.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("resident"))("change.title") };
}

export default async function ChangePage({ params, searchParams }: PageProps<"/r/orders/[id]/change">) {
  const { id } = await params;
  const { add, n } = await searchParams;
  const { order, offers } = await orNotFound(getOrderForChange(await requestCtx(), id));
  if (!order.mayChange) redirect(`/r/orders/${order.orderId}`);
  return (
    <ChangeScreen
      order={order}
      offers={offers}
      add={typeof add === "string" ? { packageVersionId: add, n: Math.max(1, Math.trunc(Number(n)) || 1) } : undefined}
    />
  );
}

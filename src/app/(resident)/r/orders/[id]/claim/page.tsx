import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { requestCtx } from "#server/request-ctx.ts";
import { getResidentOrder } from "#server/views/resident/get-resident-order.ts";
import { ClaimScreen } from "#ui/resident/claim-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../../../../or-not-found.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("resident"))("claim.title") };
}

export default async function ClaimPage({ params }: PageProps<"/r/orders/[id]/claim">) {
  const { id } = await params;
  const order = await orNotFound(getResidentOrder(await requestCtx(), id));
  if (!order.mayClaim) redirect(`/r/orders/${order.orderId}`);
  return <ClaimScreen order={order} />;
}

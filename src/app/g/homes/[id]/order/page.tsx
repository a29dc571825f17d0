import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getProxyOrder } from "#server/views/grid/get-household-sheet.ts";
import { ProxyOrderScreen } from "#ui/grid/proxy-order-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { one } from "../../../../one.ts";
import { orNotFound } from "../../../../or-not-found.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("pick.title") };
}

export default async function ProxyOrderPage({ params, searchParams }: PageProps<"/g/homes/[id]/order">) {
  const { id } = await params;
  const round = one((await searchParams).round);
  const ctx = await requestCtx("GW");
  return <ProxyOrderScreen view={await orNotFound(getProxyOrder(ctx, id, round))} nowMs={ctx.nowMs} />;
}

import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getOrderToClaim } from "#server/views/grid/get-household-sheet.ts";
import { ClaimForHome } from "#ui/grid/claim-for-home.tsx";
import { getT } from "#ui/words/get-t.ts";
import { one } from "../../../../one.ts";
import { orNotFound } from "../../../../or-not-found.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("home.claim") };
}

export default async function ClaimForHomePage({ params, searchParams }: PageProps<"/g/homes/[id]/claim">) {
  const { id } = await params;
  const order = one((await searchParams).order);
  return <ClaimForHome view={await orNotFound(getOrderToClaim(await requestCtx("GW"), id, order))} />;
}

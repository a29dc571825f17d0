import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getCommunity } from "#server/views/grid/get-community.ts";
import { CommunityScreen } from "#ui/grid/community-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { one } from "../one.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("com.title") };
}

export default async function CommunityPage({ searchParams }: PageProps<"/c">) {
  const { at, round } = await searchParams;
  const ctx = await requestCtx("COM");
  return <CommunityScreen view={await getCommunity(ctx, one(at), one(round))} />;
}

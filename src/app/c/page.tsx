import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getCommunity } from "#server/views/grid/get-community.ts";
import { CommunityScreen } from "#ui/grid/community-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("com.title") };
}

export default async function CommunityPage({ searchParams }: PageProps<"/c">) {
  const { at } = await searchParams;
  const ctx = await requestCtx("COM");
  return <CommunityScreen view={await getCommunity(ctx, typeof at === "string" ? at : undefined)} />;
}

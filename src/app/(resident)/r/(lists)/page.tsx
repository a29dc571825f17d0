import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getResidentHome } from "#server/views/resident/get-resident-home.ts";
import { ResidentHome } from "#ui/resident/resident-home.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("resident"))("home.title") };
}

export default async function ResidentHomePage({ searchParams }: PageProps<"/r">) {
  const { home, all, round } = await searchParams;
  const view = await getResidentHome(
    await requestCtx(),
    typeof home === "string" ? home : undefined,
    typeof round === "string" ? round : undefined,
  );
  return <ResidentHome view={view} all={all !== undefined} />;
}

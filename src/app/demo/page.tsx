import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readDemoPage } from "#server/demo/read-demo-page.ts";
import { runtime } from "#server/runtime.ts";
import { DemoScreen } from "#ui/demo/demo-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("demo"))("title") };
}

export default async function DemoPage({ searchParams }: PageProps<"/demo">) {
  if (!runtime().env.DEMO) notFound();
  const { q } = await searchParams;
  const { signIns, walk, turns, inbox } = await readDemoPage();
  return (
    <DemoScreen entries={signIns} walk={walk} turns={turns} asked={typeof q === "string" ? q : ""} inbox={inbox} />
  );
}

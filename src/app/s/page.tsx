import type { Metadata } from "next";
import { getT } from "#ui/words/get-t.ts";
import { showStoreDesk } from "./show-store-desk.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("store"))("tab.batches") };
}

export default async function BatchesPage({ searchParams }: PageProps<"/s">) {
  return showStoreDesk("/s", await searchParams);
}

import type { Metadata } from "next";
import { getT } from "#ui/words/get-t.ts";
import { showStoreDesk } from "../show-store-desk.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("store"))("tab.dock") };
}

export default async function DockPage({ searchParams }: PageProps<"/s/dock">) {
  return showStoreDesk("/s/dock", await searchParams);
}

import type { Metadata } from "next";
import { getT } from "#ui/words/get-t.ts";
import { showStoreDesk } from "../show-store-desk.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("store"))("tab.pick") };
}

export default async function PickPage({ searchParams }: PageProps<"/s/pick">) {
  return showStoreDesk("/s/pick", await searchParams);
}

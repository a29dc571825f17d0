import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { listNotices } from "#server/views/resident/list-notices.ts";
import { NoticesScreen } from "#ui/resident/notices-screen.tsx";
import { parseWish } from "#ui/table/table-wish.ts";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("resident"))("notices.title") };
}

export default async function NoticesPage({ searchParams }: PageProps<"/r/notices">) {
  const { page } = parseWish(await searchParams);
  return <NoticesScreen view={await listNotices(await requestCtx(), page)} />;
}

import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { publicUrlOf, runtime } from "#server/runtime.ts";
import { listFirstSignIns } from "#server/views/desk/list-first-sign-ins.ts";
import { SlipsScreen } from "#ui/desk/slips/slips-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("slips"))("title") };
}

export default async function SlipsPage() {
  const ctx = await requestCtx("DESK");
  return <SlipsScreen waiting={await listFirstSignIns(ctx)} nowMs={ctx.nowMs} address={publicUrlOf(runtime().env)} />;
}

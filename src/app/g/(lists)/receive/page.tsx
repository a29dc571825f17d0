import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getReceive } from "#server/views/grid/get-receive.ts";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { ReceiveScreen } from "#ui/grid/receive-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("receive.title") };
}

export default async function ReceivePage() {
  const { grid, buses } = await getReceive(await requestCtx("GW"), await chosenGrid());
  return <ReceiveScreen grid={grid} buses={buses} />;
}

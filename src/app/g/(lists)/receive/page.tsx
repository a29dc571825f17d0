import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { noteCodesShown } from "#server/usecases/movement/note-codes-shown.ts";
import { getReceive } from "#server/views/grid/get-receive.ts";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { ReceiveScreen } from "#ui/grid/receive-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("receive.title") };
}

export default async function ReceivePage() {
  const ctx = await requestCtx("GW");
  const { grid, buses } = await getReceive(ctx, await chosenGrid());
  await noteCodesShown(ctx, grid.gridId, buses);
  return <ReceiveScreen grid={grid} buses={buses} />;
}

import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getBuildingBoard } from "#server/views/grid/get-building-board.ts";
import { BoardScreen } from "#ui/grid/board-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { one } from "../../../one.ts";
import { orNotFound } from "../../../or-not-found.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("building.page") };
}

export default async function BoardPage({ params, searchParams }: PageProps<"/g/buildings/[id]">) {
  const { id } = await params;
  const { unit, tab, round } = await searchParams;
  const view = await orNotFound(
    getBuildingBoard(
      await requestCtx("GW"),
      id,
      Number(unit ?? 1),
      tab === "delivery" ? "delivery" : "order",
      one(round),
    ),
  );
  return <BoardScreen view={view} />;
}

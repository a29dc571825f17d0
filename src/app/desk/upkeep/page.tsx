import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { listKept } from "#server/views/desk/get-upkeep.ts";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { sheetIn } from "#ui/desk/upkeep/upkeep-address.ts";
import { UpkeepScreen } from "#ui/desk/upkeep/upkeep-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

type Props = PageProps<"/desk/upkeep">;

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const sheet = sheetIn(await searchParams);
  return { title: (await getT("upkeep"))(`sheet.${sheet}`) };
}

export default async function UpkeepPage({ searchParams }: Props) {
  const ctx = await requestCtx("DESK");
  const sheet = sheetIn(await searchParams);
  return (
    <DeskShell person={ctx.actor.name} nowMs={ctx.nowMs}>
      <UpkeepScreen sheet={sheet} {...(await listKept(ctx, sheet))} nowMs={ctx.nowMs} />
    </DeskShell>
  );
}

import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { listMoney } from "#server/views/desk/list-money.ts";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { MoneyScreen } from "#ui/desk/money-screen.tsx";
import { parseWish } from "#ui/table/table-wish.ts";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("desk"))("nav.money") };
}

export default async function MoneyPage({ searchParams }: PageProps<"/desk/money">) {
  const ctx = await requestCtx("DESK");
  const view = await listMoney(ctx);
  return (
    <DeskShell person={ctx.actor.name} nowMs={view.nowMs}>
      <MoneyScreen view={view} wish={parseWish(await searchParams)} />
    </DeskShell>
  );
}

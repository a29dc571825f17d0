import type { Metadata } from "next";
import { parseAuditWish } from "#contract/audit.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import { requestCtx } from "#server/request-ctx.ts";
import { getChainState, MOST_EXPORTED, readAudit } from "#server/views/oversight/read-audit.ts";
import { AuditScreen } from "#ui/audit/audit-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("audit"))("title") };
}

export default async function AuditPage({ searchParams }: PageProps<"/audit">) {
  const ctx = await requestCtx("AUD", "DESK");
  const wish = parseAuditWish(await searchParams, toServiceDay(ctx.nowMs));
  const [found, chain] = [await readAudit(ctx, wish), await getChainState(ctx)];
  return (
    <AuditScreen
      person={ctx.actor.name}
      nowMs={ctx.nowMs}
      isDesk={ctx.actor.role === "DESK"}
      wish={wish}
      found={found}
      chain={chain}
      mostExported={MOST_EXPORTED}
    />
  );
}

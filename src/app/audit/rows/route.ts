import { parseAuditWish } from "#contract/audit.ts";
import { toServiceDay } from "#domain/kernel/time.ts";
import { requestCtx } from "#server/request-ctx.ts";
import { exportAudit } from "#server/views/oversight/read-audit.ts";
import { auditTable } from "#ui/audit/audit-table.tsx";
import { getPreferences } from "#ui/preferences/get-preferences.ts";
import { gridOfRows } from "#ui/table/page-of-rows.ts";
import { getT } from "#ui/words/get-t.ts";

export async function GET(request: Request): Promise<Response> {
  const ctx = await requestCtx("AUD", "DESK");
  const wish = parseAuditWish(Object.fromEntries(new URL(request.url).searchParams), toServiceDay(ctx.nowMs));
  const { locale } = await getPreferences();
  const words = { audit: await getT("audit"), states: await getT("states") };
  const { columns, rows } = auditTable(await exportAudit(ctx, wish), words, locale, "exported");
  return Response.json(gridOfRows(columns, rows), { headers: { "cache-control": "no-store" } });
}

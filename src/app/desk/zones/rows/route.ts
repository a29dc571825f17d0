import { requestCtx } from "#server/request-ctx.ts";
import { listZones } from "#server/views/desk/list-zones.ts";
import { zonesTable } from "#ui/desk/zones/zones-table.tsx";
import { getT } from "#ui/words/get-t.ts";
import { answerRows } from "../../answer-rows.ts";

export async function GET(request: Request): Promise<Response> {
  const [zones, t] = [await listZones(await requestCtx("DESK")), await getT("desk")];
  return answerRows(request, (locale) => zonesTable(zones, t, locale));
}

import { requestCtx } from "#server/request-ctx.ts";
import { listZones } from "#server/usecases/zones/set-zone.ts";
import { zonesTable } from "#ui/desk/zones-table.tsx";
import { getT } from "#ui/words/get-t.ts";
import { answerRows } from "../../answer-rows.ts";

export async function GET(request: Request): Promise<Response> {
  const [zones, t] = [await listZones(await requestCtx("DESK")), await getT("desk")];
  return answerRows(request, (locale) => zonesTable(zones, t, locale));
}

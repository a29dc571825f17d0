import { requestCtx } from "#server/request-ctx.ts";
import { listStaff } from "#server/views/desk/list-staff.ts";
import { staffTable } from "#ui/desk/staff-table.tsx";
import { getT } from "#ui/words/get-t.ts";
import { answerRows } from "../../answer-rows.ts";

export async function GET(request: Request): Promise<Response> {
  const staff = await listStaff(await requestCtx("DESK"));
  const [t, states] = [await getT("desk"), await getT("states")];
  return answerRows(request, (locale) => staffTable(staff, t, states, locale));
}

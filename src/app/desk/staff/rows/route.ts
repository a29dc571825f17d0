import { requestCtx } from "#server/request-ctx.ts";
import { listStaff } from "#server/views/desk/list-staff.ts";
import { staffTable } from "#ui/desk/staff/staff-table.tsx";
import { staffWords } from "#ui/desk/staff/staff-words.ts";
import { answerRows } from "../../answer-rows.ts";

export async function GET(request: Request): Promise<Response> {
  const staff = await listStaff(await requestCtx("DESK"));
  const words = await staffWords();
  return answerRows(request, (locale) => staffTable(staff, words, locale));
}

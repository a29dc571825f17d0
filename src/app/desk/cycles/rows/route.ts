import { requestCtx } from "#server/request-ctx.ts";
import { listCycles } from "#server/views/desk/get-cycles.ts";
import { cyclesTable } from "#ui/desk/cycles-table.tsx";
import { getT } from "#ui/words/get-t.ts";
import { answerRows } from "../../answer-rows.ts";

export async function GET(request: Request): Promise<Response> {
  const [rows, t] = [await listCycles(await requestCtx("DESK")), await getT("desk")];
  return answerRows(request, (locale) => cyclesTable(rows, t, locale));
}

import { requestCtx } from "#server/request-ctx.ts";
import { listSheets } from "#server/views/desk/list-sheets.ts";
import { sheetsTable } from "#ui/desk/sheets-table.tsx";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../../../../or-not-found.ts";
import { answerRows } from "../../../../answer-rows.ts";

type Context = RouteContext<"/desk/cycles/[id]/sheets/rows">;

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { id } = await params;
  const [view, t] = [await orNotFound(listSheets(await requestCtx("DESK"), id)), await getT("desk")];
  return answerRows(request, (locale) => sheetsTable(view, t, locale));
}

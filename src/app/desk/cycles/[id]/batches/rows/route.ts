import { requestCtx } from "#server/request-ctx.ts";
import { listBatches } from "#server/views/desk/list-batches.ts";
import { batchesTable } from "#ui/desk/batches-table.tsx";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../../../../or-not-found.ts";
import { answerRows } from "../../../../answer-rows.ts";

type Context = RouteContext<"/desk/cycles/[id]/batches/rows">;

export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { id } = await params;
  const view = await orNotFound(listBatches(await requestCtx("DESK"), id));
  const [t, states] = [await getT("desk"), await getT("states")];
  return answerRows(request, (locale) => batchesTable(view, t, states, locale));
}

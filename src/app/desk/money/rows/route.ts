import { requestCtx } from "#server/request-ctx.ts";
import { listMoney } from "#server/views/desk/list-money.ts";
import { moneyTable } from "#ui/desk/money-table.tsx";
import { getT } from "#ui/words/get-t.ts";
import { answerRows } from "../../answer-rows.ts";

export async function GET(request: Request): Promise<Response> {
  const [view, t] = [await listMoney(await requestCtx("DESK")), await getT("desk")];
  return answerRows(request, (locale) => moneyTable(view, t, locale));
}

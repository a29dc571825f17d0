import type { Locale } from "#messages/locale.ts";
import { getPreferences } from "#ui/preferences/get-preferences.ts";
import { gridOf } from "#ui/table/page-of-rows.ts";
import type { Table } from "#ui/table/table-view.ts";
import { parseWish } from "#ui/table/table-wish.ts";

/** All rows of a screen's table that match the filter in the address, as plain values, for who takes the table along. */
export async function answerRows(request: Request, table: (locale: Locale) => Table): Promise<Response> {
  const { locale } = await getPreferences();
  const wish = parseWish(Object.fromEntries(new URL(request.url).searchParams));
  return Response.json(gridOf(table(locale), wish, locale), { headers: { "cache-control": "no-store" } });
}

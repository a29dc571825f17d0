import writeExcel from "write-excel-file/node";
import { papersInput } from "#contract/papers.ts";
import { translator } from "#messages/catalogue.ts";
import { requestCtx } from "#server/request-ctx.ts";
import { publicUrlOf, runtime } from "#server/runtime.ts";
import { getNotes } from "#server/views/grid/get-notes.ts";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { withRound } from "#ui/grid/with-round.ts";
import { notesDocument } from "#ui/papers/notes-document.ts";
import { notesTable } from "#ui/papers/notes-table.ts";
import { getPreferences } from "#ui/preferences/get-preferences.ts";

const TYPES = {
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/** A grid's delivery notes as a file to print or to open in a spreadsheet. */
export async function GET(request: Request): Promise<Response> {
  const ctx = await requestCtx("GW");
  const input = papersInput.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { locale } = await getPreferences();
  const t = translator(locale, "papers");
  const view = await getNotes(ctx, await chosenGrid(), input.round);
  const { env, papers } = runtime();
  const answer = (bytes: BodyInit) =>
    new Response(bytes, {
      headers: {
        "content-type": TYPES[input.file],
        "content-disposition": `${input.file === "pdf" ? "inline" : "attachment"}; filename="notes-${input.order}.${input.file}"`,
        "cache-control": "private, no-store",
      },
    });
  if (input.file === "xlsx") {
    const [heads = [], ...rows] = notesTable(view, input, t, locale);
    const data = [
      heads.map((value) => ({ value: String(value), type: String, fontWeight: "bold" as const })),
      ...rows.map((row) =>
        row.map((value) =>
          typeof value === "number" ? { value, type: Number } : { value, type: String, format: "@" },
        ),
      ),
    ];
    return answer(new Uint8Array(await writeExcel(data, { columns: heads.map(() => ({ width: 18 })) }).toBuffer()));
  }
  const link = new URL(withRound("/g/doors", view), publicUrlOf(env)).href;
  const document = notesDocument(view, link, { t, common: translator(locale, "common"), locale, input });
  return answer(
    await papers.draw({ document, page: t("page", { n: "{n}", total: "{total}" }), missing: t("missing") }),
  );
}

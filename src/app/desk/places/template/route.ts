import { toLocale } from "#messages/locale.ts";
import { requestCtx } from "#server/request-ctx.ts";
import { writeTemplate } from "#server/usecases/city/write-template.ts";

/** The empty workbook, in the language that was asked for. */
export async function GET(request: Request): Promise<Response> {
  await requestCtx("DESK");
  const language = toLocale(new URL(request.url).searchParams.get("lang") ?? undefined);
  return new Response(await writeTemplate(language), {
    headers: {
      "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "content-disposition": `attachment; filename="baogong-${language}.xlsx"`,
    },
  });
}

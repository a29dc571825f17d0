import { desc, eq, notInArray, sql } from "drizzle-orm";
import { type PlaceImportRow, type PlaceImportView, type PlaceReport, placeImportInput } from "#contract/places.ts";
import type { Tx } from "#db/client.ts";
import { communities, placeImports, users } from "#db/schema/index.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";

const heads = (tx: Tx) =>
  tx
    .select({
      importId: placeImports.id,
      fileName: placeImports.fileName,
      datum: placeImports.datum,
      state: placeImports.state,
      places: sql<number>`jsonb_array_length(${placeImports.places})`,
      done: placeImports.done,
      by: users.name,
      checkedMs: placeImports.addedAt,
      takenInMs: placeImports.takenInAt,
    })
    .from(placeImports)
    .leftJoin(users, eq(users.id, placeImports.addedBy));

/** The lists that were handed in, the newest first. */
export async function listPlaceImports(ctx: Ctx): Promise<PlaceImportRow[]> {
  return look(ctx, (tx) => heads(tx).orderBy(desc(placeImports.addedAt)));
}

/** One list with its places, what it would change or has changed, and the places of the city that it does not name. @throws AppError `not_found` */
export async function getPlaceImport(ctx: Ctx, id: string): Promise<PlaceImportView> {
  const asked = placeImportInput.safeParse({ importId: id });
  if (!asked.success) throw new AppError("not_found");
  const { importId } = asked.data;
  return look(ctx, async (tx) => {
    const [head] = await heads(tx).where(eq(placeImports.id, importId));
    const [row] = await tx
      .select({ places: placeImports.places, report: placeImports.report, shiftMetres: placeImports.shiftMetres })
      .from(placeImports)
      .where(eq(placeImports.id, importId));
    if (!head || !row) throw new AppError("not_found");
    const others = await tx
      .select({
        code: communities.code,
        name: communities.name,
        lat: communities.lat,
        lng: communities.lng,
      })
      .from(communities)
      .where(
        notInArray(
          communities.code,
          row.places.map((p) => p.code),
        ),
      );
    const report = row.report as PlaceReport | null;
    const renamed = new Set(report?.renamed.map((r) => r.code));
    const known = new Set(report?.known);
    return {
      ...head,
      shiftMetres: row.shiftMetres,
      report,
      others,
      list: row.places.map((p) => ({
        code: p.code,
        name: p.name,
        district: p.district,
        homes: p.households,
        lat: p.lat,
        lng: p.lng,
        is: renamed.has(p.code) ? "renamed" : known.has(p.code) ? "known" : "new",
      })),
    };
  });
}

import { asc } from "drizzle-orm";
import type { PlaceChoice } from "#contract/people.ts";
import { inFirstLanguage } from "#db/columns.ts";
import { communities } from "#db/schema/index.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";

/** The communities that a home can lie in, for the form of a newcomer. */
export function listPlaces(ctx: Ctx): Promise<PlaceChoice[]> {
  return look(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(communities)
      .orderBy(asc(inFirstLanguage(communities.subdistrict)), asc(inFirstLanguage(communities.name)));
    return rows.map((c) => ({
      communityId: c.id,
      name: c.name,
      subdistrict: c.subdistrict,
    }));
  });
}

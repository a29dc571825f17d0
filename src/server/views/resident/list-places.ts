import { asc } from "drizzle-orm";
import type { PlaceChoice } from "#contract/people.ts";
import { communities } from "#db/schema/index.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";

/** The communities that a home can lie in, for the form of a newcomer. */
export function listPlaces(ctx: Ctx): Promise<PlaceChoice[]> {
  return look(ctx, async (tx) => {
    const rows = await tx.select().from(communities).orderBy(asc(communities.subdistrictZh), asc(communities.nameZh));
    return rows.map((c) => ({
      communityId: c.id,
      name: { zh: c.nameZh, en: c.nameEn },
      subdistrict: { zh: c.subdistrictZh, en: c.subdistrictEn },
    }));
  });
}

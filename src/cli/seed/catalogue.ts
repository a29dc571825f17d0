import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { Names } from "#domain/kernel/names.ts";

export type CatalogueItem = {
  readonly code: string;
  readonly name: Names;
  readonly unit: string;
  readonly unitKind: "weight" | "piece";
  readonly priceFen: number;
  readonly costFen: number;
  readonly weightGrams: number;
  readonly volumeMl: number;
  readonly shelfLifeHours: number;
  readonly tags: readonly string[];
};

export type CataloguePackage = {
  readonly code: string;
  readonly letter: string;
  readonly name: Names;
  readonly priceFen: number;
  readonly feeFen: number;
  readonly weightGrams: number;
  readonly volumeMl: number;
  readonly shelfLifeHours: number;
  readonly fragile: boolean;
  readonly coldChain: boolean;
  readonly householdLimit: number;
  readonly tags: readonly string[];
  readonly aliases: readonly string[];
  readonly lines: readonly { readonly item: string; readonly tenths: number; readonly lineFen: number }[];
};

/** Writes items, packages and their first versions; what is there already stays as it is. */
export async function writeCatalogue(
  tx: Tx,
  items: readonly CatalogueItem[],
  packages: readonly CataloguePackage[],
): Promise<void> {
  await tx.execute(sql`INSERT INTO items (id, code, name, unit, unit_kind, price_fen, cost_fen, weight_grams, volume_ml, shelf_life_hours, tags)
    SELECT md5('item:' || code)::uuid, code, name, unit, "unitKind", "priceFen", "costFen", "weightGrams", "volumeMl", "shelfLifeHours",
      ARRAY(SELECT jsonb_array_elements_text(tags))
    FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb) AS i (code text, name jsonb, unit text, "unitKind" text,
      "priceFen" bigint, "costFen" bigint, "weightGrams" int, "volumeMl" int, "shelfLifeHours" int, tags jsonb) ON CONFLICT DO NOTHING`);
  const rows = JSON.stringify(packages);
  await tx.execute(sql`INSERT INTO packages (id, code, letter, name)
    SELECT md5('package:' || code)::uuid, code, letter, name
    FROM jsonb_to_recordset(${rows}::jsonb) AS p (code text, letter text, name jsonb) ON CONFLICT DO NOTHING`);
  await tx.execute(sql`INSERT INTO package_versions (id, package_id, version, price_fen, fee_fen, weight_grams, volume_ml, shelf_life_hours, fragile,
      cold_chain, household_limit, tags, aliases)
    SELECT md5('package:' || code || ':1')::uuid, md5('package:' || code)::uuid, 1, "priceFen", "feeFen", "weightGrams", "volumeMl", "shelfLifeHours",
      fragile, "coldChain", "householdLimit", ARRAY(SELECT jsonb_array_elements_text(tags)), ARRAY(SELECT jsonb_array_elements_text(aliases))
    FROM jsonb_to_recordset(${rows}::jsonb) AS p (code text, "priceFen" bigint, "feeFen" bigint, "weightGrams" int, "volumeMl" int,
      "shelfLifeHours" int, fragile boolean, "coldChain" boolean, "householdLimit" int, tags jsonb, aliases jsonb) ON CONFLICT DO NOTHING`);
  await tx.execute(sql`INSERT INTO package_lines (package_version_id, item_id, position, tenths, line_fen)
    SELECT md5('package:' || p.code || ':1')::uuid, md5('item:' || (l.line ->> 'item'))::uuid, l.n, (l.line ->> 'tenths')::int, (l.line ->> 'lineFen')::bigint
    FROM jsonb_to_recordset(${rows}::jsonb) AS p (code text, lines jsonb),
      jsonb_array_elements(p.lines) WITH ORDINALITY AS l (line, n) ON CONFLICT DO NOTHING`);
}

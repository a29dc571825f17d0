import type { Metadata } from "next";
import { variantRow } from "#domain/workbook/variant-row.ts";
import type { Ctx } from "#server/ctx.ts";
import { requestCtx } from "#server/request-ctx.ts";
import { getKept, getPackageDesk } from "#server/views/desk/get-upkeep.ts";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { PackageDesigner } from "#ui/desk/upkeep/package-designer.tsx";
import { RowForm } from "#ui/desk/upkeep/row-form.tsx";
import { RowScreen } from "#ui/desk/upkeep/row-screen.tsx";
import { keyIn, sheetIn, variantIn } from "#ui/desk/upkeep/upkeep-address.ts";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../../or-not-found.ts";

type Props = PageProps<"/desk/upkeep/row">;

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const key = keyIn(await searchParams);
  return { title: (await getT("upkeep"))(key === null ? "row.new" : "row", { key: key ?? "" }) };
}

export default async function UpkeepRowPage({ searchParams }: Props) {
  const ctx = await requestCtx("DESK");
  const query = await searchParams;
  const [sheet, key] = [sheetIn(query), keyIn(query)];
  const { found, history, options } = await orNotFound(getKept(ctx, sheet, key));
  return (
    <DeskShell person={ctx.actor.name} nowMs={ctx.nowMs}>
      <RowScreen sheet={sheet} found={found} history={history}>
        {sheet === "packages" ? (
          // Another size begins anew; a new package that was kept goes on where its maker is.
          <PackageDesigner key={`${query.from} ${query.people}`} found={found} {...(await designFrom(ctx, query))} />
        ) : (
          <RowForm sheet={sheet} found={found} options={options} />
        )}
      </RowScreen>
    </DeskShell>
  );
}

/** What the designer begins with: nothing, or another size of a package that is there. */
async function designFrom(ctx: Ctx, query: Awaited<Props["searchParams"]>) {
  const [desk, variant] = [await getPackageDesk(ctx), variantIn(query)];
  if (!variant) return { desk, start: undefined };
  const { found } = await orNotFound(getKept(ctx, "packages", variant.base));
  const items = new Map(desk.items.map((i) => [i.code, i]));
  return { desk, start: found ? variantRow(found.row, variant.people, items) : undefined };
}

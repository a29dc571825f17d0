import type { Metadata } from "next";
import { mapGround } from "#server/city-files.ts";
import { requestCtx } from "#server/request-ctx.ts";
import { runtime } from "#server/runtime.ts";
import { listZonePlaces } from "#server/views/desk/list-zone-places.ts";
import { listZones } from "#server/views/desk/list-zones.ts";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { ZonesScreen } from "#ui/desk/zones/zones-screen.tsx";
import { parseWish } from "#ui/table/table-wish.ts";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("desk"))("zones.title") };
}

export default async function ZonesPage({ searchParams }: PageProps<"/desk/zones">) {
  const ctx = await requestCtx("DESK");
  const [zones, places] = await Promise.all([listZones(ctx), listZonePlaces(ctx)]);
  return (
    <DeskShell person={ctx.actor.name} nowMs={ctx.nowMs}>
      <ZonesScreen
        zones={zones}
        places={places}
        ground={mapGround(runtime().env)}
        nowMs={ctx.nowMs}
        wish={parseWish(await searchParams)}
      />
    </DeskShell>
  );
}

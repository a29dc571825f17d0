"use client";
import type { CityImportView } from "#contract/city-imports.ts";
import type { MapGround } from "#contract/map.ts";
import { Pane } from "../../frames/pane.tsx";
import { LinkButton } from "../../kit/link-button.tsx";
import { LiveRefresh } from "../../live-refresh.tsx";
import { useT } from "../../words/use-t.ts";
import { ImportPane } from "./import-pane.tsx";
import { PlacesOnMap } from "./places-on-map.tsx";

/** A list before, while and after it is taken in: its places on the map and in a table, what changes, and the act. */
export function ImportScreen({ view, ground, nowMs }: { view: CityImportView; ground: MapGround; nowMs: number }) {
  const t = useT("places");
  return (
    <>
      <LiveRefresh topics={[`import:${view.importId}`]} readMs={nowMs} />
      <Pane
        names
        title={view.fileName}
        width={400}
        end={
          <LinkButton size={36} href="/desk/places">
            {t("history")}
          </LinkButton>
        }
      >
        <ImportPane view={view} />
      </Pane>
      <Pane bleed>
        <PlacesOnMap view={view} ground={ground} />
      </Pane>
    </>
  );
}

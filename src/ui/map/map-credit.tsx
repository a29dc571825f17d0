import type { MapTiles } from "#contract/map.ts";
import { useT } from "../words/use-t.ts";
import s from "./map-canvas.module.css";

/** Whose work the map is; the licences ask for it on every map. */
export function MapCredit({ footnote, tiles }: { footnote: string | undefined; tiles: MapTiles | undefined }) {
  const t = useT("common");
  const words = [footnote, t("map.credit")];
  if (tiles?.credit.by === "other") words.push(tiles.credit.text);
  return (
    <p className={s.credit}>
      {words.filter(Boolean).join(" · ")}
      {tiles?.credit.by === "openstreetmap" && (
        <>
          {" · "}
          <a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noreferrer">
            {t("map.osm")}
          </a>
        </>
      )}
    </p>
  );
}

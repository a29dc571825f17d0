import * as leaflet from "leaflet";
import type { LabelRule } from "protomaps-leaflet";
import { useEffect, useRef } from "react";
import { useMap } from "react-leaflet";
import { useLocale } from "../words/use-t.ts";
import { useMapColours } from "./use-map-colours.ts";

/** Streets, water and names out of one PMTiles file, in the map's own quiet colours. */
export function VectorGround({ url, onFail }: { url: string; onFail: () => void }) {
  const map = useMap();
  const locale = useLocale();
  const colours = useMapColours();
  const failed = useRef(onFail);
  failed.current = onFail;
  useEffect(() => {
    let layer: leaflet.Layer | undefined;
    let gone = false;
    const draw = async () => {
      // The drawing library wants a global `L`; it and the styles come only to pages that show such a map.
      (globalThis as { L?: unknown }).L = leaflet;
      const [{ leafletLayer, paintRules, labelRules }, { namedFlavor }, maxDataZoom] = await Promise.all([
        import("protomaps-leaflet"),
        import("@protomaps/basemaps"),
        maxZoomOf(url),
      ]);
      if (gone) return;
      const { land, sea, cell, border, ink, dark } = colours;
      const flavor = {
        ...namedFlavor(dark ? "dark" : "light"),
        ...{ background: land, earth: land, water: sea, buildings: cell, major: dark ? border : cell, railway: border },
        ...{ roads_label_major: ink, roads_label_minor: ink, city_label: ink },
        ...{ roads_label_major_halo: land, roads_label_minor_halo: land, city_label_halo: land },
      };
      const { language } = new Intl.Locale(locale);
      layer = leafletLayer({
        url,
        maxDataZoom,
        lang: language,
        paintRules: paintRules(flavor),
        labelRules: labelRules(flavor, language).map(withSoundBoxes),
        attribution: "",
      }) as unknown as leaflet.Layer;
      layer.addTo(map);
    };
    draw().catch(() => gone || failed.current());
    return () => {
      gone = true;
      layer?.remove();
    };
  }, [map, url, locale, colours]);
  return null;
}

/** A closed line with a name gives a box of NaN, and then no tile gets any label (protomaps-leaflet 5.1.0): such boxes are dropped. */
function withSoundBoxes(rule: LabelRule): LabelRule {
  const { symbolizer } = rule;
  const place: typeof symbolizer.place = (layout, geometry, feature) =>
    symbolizer
      .place(layout, geometry, feature)
      ?.map((label) => ({ ...label, bboxes: label.bboxes.filter((b) => b.minX <= b.maxX && b.minY <= b.maxY) }))
      .filter((label) => label.bboxes.length > 0);
  return { ...rule, symbolizer: { place } };
}

/** The nearest zoom of the file, from its header. @throws Error when the file cannot be had, or is no PMTiles file */
async function maxZoomOf(url: string): Promise<number> {
  const answer = await fetch(url, { headers: { range: "bytes=0-126" } });
  if (answer.status !== 206) throw new Error(`the map file answers ${answer.status}, not a range`);
  const head = new Uint8Array(await answer.arrayBuffer());
  if (String.fromCharCode(...head.subarray(0, 7)) !== "PMTiles") throw new Error("no PMTiles file");
  return head[101] ?? 14;
}

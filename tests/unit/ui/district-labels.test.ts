import { expect, test } from "vitest";
import { districtLabels } from "#ui/places/district-labels.ts";

const fengze = { "zh-CN": "丰泽区", en: "Fengze" };
const zone = { "zh-CN": "泉州台商投资区", en: "Taiwanese Investment Zone" };

test("each district's name stands once, in the middle of its places, as short as a map needs it", () => {
  const places = [
    { district: fengze, lat: 24, lng: 118 },
    { district: fengze, lat: 25, lng: 119 },
    { district: zone, lat: 26, lng: 120 },
  ];
  expect(districtLabels(places, "zh-CN")).toEqual([
    { lat: 24.5, lng: 118.5, text: "丰泽区" },
    { lat: 26, lng: 120, text: "台商投资区" },
  ]);
  expect(districtLabels(places, "en").map((l) => l.text)).toEqual(["Fengze", "TIZ"]);
});

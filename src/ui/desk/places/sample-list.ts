import type { PlaceRow } from "#contract/places.ts";

/** One invented place, with every column that a list must have. */
const SAMPLE: Readonly<Record<keyof PlaceRow, string>> = {
  place_id: "P001",
  place_type: "community",
  name_zh: "样例社区",
  name_en: "Sample Community",
  subdistrict_zh: "样例街道",
  subdistrict_en: "Sample Subdistrict",
  district_zh: "样例区",
  lat: "24.9049",
  lng: "118.5780",
  coord_quality: "source_point",
  demo_households: "1200",
  demo_elderly_alone: "40",
  demo_no_smartphone_households: "60",
  demo_grids: "3",
  demo_buildings: "18",
  demo_gate_window: "07:30-11:30",
  demo_bus_accessible: "yes",
  demo_transfer_mode: "",
};

const text = `\uFEFF${Object.keys(SAMPLE).join(",")}\r\n${Object.values(SAMPLE).join(",")}\r\n`;
export const sampleHref = `data:text/csv;charset=utf-8,${encodeURIComponent(text)}`;

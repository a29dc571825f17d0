/** Who gathers the orders of a place's homes and hands out what comes: one role, under the word that the place uses. */
export const AGGREGATORS = ["grid_worker", "property_manager", "building_head", "site_head"] as const;
export type Aggregator = (typeof AGGREGATORS)[number];

/** Where nobody has said otherwise: an isolation site has its head 点长, a unit its management 物业. */
const BY_KIND: Readonly<Record<string, Aggregator>> = {
  isolation_site: "site_head",
  testing_base: "site_head",
  hospital: "property_manager",
  campus: "property_manager",
  care_home: "property_manager",
  factory: "property_manager",
  construction_site: "property_manager",
};

/** The word for who gathers at a place: what was said of it, else what places of its kind use. */
export function aggregatorOf(place: { readonly kind: string; readonly aggregator: Aggregator | null }): Aggregator {
  return place.aggregator ?? BY_KIND[place.kind] ?? "grid_worker";
}

import type { RouteCollection } from "../../routing/geojson.ts";
import type { Problem } from "../../routing/problem.ts";

const WIDTH = 1200;
const MARGIN = 30;

/**
 * The routes as an SVG, one colour per vehicle, straight between places: suppliers are squares, visits dots, north is
 * up. `at` holds [lng, lat] per location.
 */
export function drawPlan(problem: Problem, plan: RouteCollection, at: [number, number][]): string {
  const lngs = at.map(([lng]) => lng);
  const lats = at.map(([, lat]) => lat);
  const [west, east, south, north] = [Math.min(...lngs), Math.max(...lngs), Math.min(...lats), Math.max(...lats)];
  // Degrees of longitude are shorter away from the equator.
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (WIDTH - 2 * MARGIN) / Math.max(1e-9, (east - west) * shrink);
  const height = Math.ceil((north - south) * scale + 2 * MARGIN);
  const point = ([lng, lat]: [number, number]) =>
    [(MARGIN + (lng - west) * shrink * scale).toFixed(1), (MARGIN + (north - lat) * scale).toFixed(1)] as const;
  const vehicles = [...new Set(plan.features.map((f) => f.properties.vehicle))];
  // Hues a golden angle apart: neighbours in the list are never alike.
  const colour = (vehicle: number) => `hsl(${Math.round(vehicles.indexOf(vehicle) * 137.5) % 360} 65% 42%)`;
  const lines = plan.features.map(({ geometry, properties: { vehicle, trip, order } }) => {
    if (geometry.type === "Point") {
      const [x, y] = point(geometry.coordinates);
      return `<circle cx="${x}" cy="${y}" r="4" fill="${colour(vehicle)}"><title>vehicle ${vehicle}, trip ${trip + 1}, stop ${order}</title></circle>`;
    }
    const way = geometry.coordinates.map((c) => point(c).join(",")).join(" ");
    return `<polyline points="${way}" fill="none" stroke="${colour(vehicle)}" stroke-width="1.6" stroke-opacity="0.75"/>`;
  });
  const suppliers = problem.suppliers.flatMap(({ location }) => {
    const place = at[location];
    if (!place) return [];
    const [x, y] = point(place);
    return `<rect x="${Number(x) - 7}" y="${Number(y) - 7}" width="14" height="14" rx="2" fill="#1f2933" stroke="#fff" stroke-width="2"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}">
<rect width="100%" height="100%" fill="#fbfaf7"/>
${[...lines, ...suppliers].join("\n")}
</svg>
`;
}

/** A run's gap over time: [seconds, percent]. */
export interface Curve {
  name: string;
  kind: string;
  points: [number, number][];
}

const WIDTH = 960;
const HEIGHT = 540;
const LEFT = 60;
const BOTTOM = 40;
const COLOURS = ["#0b6e99", "#c2571a", "#3f7d20", "#8a3ffc", "#a8324a", "#5a5a5a", "#b08900", "#007d79", "#d02670"];

/** Gap over time as an SVG: one thin line per run, one colour per kind, percent on a logarithmic scale. */
export function drawChart(curves: Curve[], limit: number): string {
  const top = Math.log10(30);
  const low = Math.log10(0.03);
  const x = (s: number) => LEFT + (s / limit) * (WIDTH - LEFT - 20);
  const y = (gap: number) => {
    const at = (Math.log10(Math.min(30, Math.max(0.03, gap))) - low) / (top - low);
    return HEIGHT - BOTTOM - at * (HEIGHT - BOTTOM - 20);
  };
  const kinds = [...new Set(curves.map((c) => c.kind))];
  const colour = (kind: string) => COLOURS[kinds.indexOf(kind) % COLOURS.length]!;
  const grid = [0.1, 0.3, 1, 3, 10].map(
    (g) =>
      `<line x1="${LEFT}" x2="${WIDTH - 20}" y1="${y(g)}" y2="${y(g)}" stroke="#ddd"/><text x="${LEFT - 8}" y="${y(g) + 4}" text-anchor="end">${g} %</text>`,
  );
  const lines = curves
    .filter((c) => c.points.length > 1)
    .map(
      (c) =>
        `<polyline fill="none" stroke="${colour(c.kind)}" stroke-width="1.2" points="${c.points.map(([s, g]) => `${x(s).toFixed(1)},${y(g).toFixed(1)}`).join(" ")}"><title>${c.name}</title></polyline>`,
    );
  const legend = kinds.map(
    (kind, i) => `<text x="${WIDTH - 130}" y="${36 + 18 * i}" fill="${colour(kind)}">${kind}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#fff"/>
${grid.join("\n")}
<text x="${LEFT}" y="${HEIGHT - 12}">0 s</text><text x="${WIDTH - 20}" y="${HEIGHT - 12}" text-anchor="end">${limit} s</text>
${lines.join("\n")}
${legend.join("\n")}
</svg>
`;
}

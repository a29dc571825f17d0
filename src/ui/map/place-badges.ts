export type Point = { readonly x: number; readonly y: number };

/** Shares of a line's length at which its badge may stand, the best first. */
const SHARES = [
  0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8, 0.15, 0.85, 0.1, 0.9, 0.05, 0.95, 0, 1,
];

/**
 * A place on each line for its badge, in pixels, so that badges of `width` × `height` do not cover each other nor what is
 * `taken`; where a line leaves no such place, the one that covers least. Short lines choose first: they have least choice.
 */
export function placeBadges(
  lines: readonly (readonly Point[])[],
  taken: readonly Point[],
  width: number,
  height: number,
): (Point | undefined)[] {
  const placed: Point[] = [...taken];
  const answer: (Point | undefined)[] = lines.map(() => undefined);
  const byLength = lines.map((line, i) => ({ i, length: lengthOf(line) })).sort((a, b) => a.length - b.length);
  for (const { i, length } of byLength) {
    const line = lines[i] ?? [];
    let best: Point | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const share of SHARES) {
      const at = pointAt(line, share * length);
      if (!at) break;
      const covered = placed.reduce((sum, p) => sum + overlap(at, p, width, height), 0);
      if (covered < least) [best, least] = [at, covered];
      if (covered === 0) break;
    }
    answer[i] = best;
    if (best) placed.push(best);
  }
  return answer;
}

const overlap = (a: Point, b: Point, width: number, height: number) =>
  Math.max(0, width - Math.abs(a.x - b.x)) * Math.max(0, height - Math.abs(a.y - b.y));

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

const lengthOf = (line: readonly Point[]) =>
  line.reduce((sum, p, i) => sum + (i > 0 ? distance(line[i - 1] as Point, p) : 0), 0);

/** The point `along` pixels from the line's start. */
function pointAt(line: readonly Point[], along: number): Point | undefined {
  let left = along;
  for (let i = 1; i < line.length; i += 1) {
    const [a, b] = [line[i - 1] as Point, line[i] as Point];
    const step = distance(a, b);
    if (left <= step && step > 0) return { x: a.x + ((b.x - a.x) * left) / step, y: a.y + ((b.y - a.y) * left) / step };
    left -= step;
  }
  return line.at(-1);
}

import type { Matrix } from "../estimate.ts";
import { UNREACHABLE } from "../road-matrix.ts";

/** Seconds and metres of a part of a matrix, row by row; null where no way leads. */
export type Block = {
  readonly seconds: readonly (readonly (number | null)[])[];
  readonly metres: readonly (readonly (number | null)[])[];
};

const AT_ONCE = 2;

/**
 * A matrix asked for in blocks of at most `side` × `side`, two on their way at a time.
 * @param indexes of the points to be asked for; the others' rows and columns are UNREACHABLE
 * @throws whatever `ask` throws: a matrix with holes is worth nothing
 */
export async function inBlocks(
  n: number,
  indexes: readonly number[],
  side: number,
  ask: (from: readonly number[], to: readonly number[]) => Promise<Block>,
): Promise<Matrix> {
  const seconds = new Int32Array(n * n).fill(UNREACHABLE);
  const metres = new Int32Array(n * n).fill(UNREACHABLE);
  const groups: number[][] = [];
  for (let i = 0; i < indexes.length; i += side) groups.push(indexes.slice(i, i + side));
  const jobs = groups.flatMap((from) => groups.map((to) => [from, to] as const));
  const work = async () => {
    for (let job = jobs.pop(); job; job = jobs.pop()) {
      const [from, to] = job;
      const block = await ask(from, to);
      for (const [i, row] of from.entries())
        for (const [j, column] of to.entries()) {
          seconds[row * n + column] = Math.round(block.seconds[i]![j] ?? UNREACHABLE);
          metres[row * n + column] = Math.round(block.metres[i]![j] ?? UNREACHABLE);
        }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  for (let i = 0; i < n; i += 1) seconds[i * n + i] = metres[i * n + i] = 0;
  return { seconds, metres };
}

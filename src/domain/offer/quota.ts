/**
 * A community's quota over its grids by their homes, in whole packages (largest remainder; of equals the first): the
 * shares add up to `total`. A community without homes gives each grid the same.
 */
export function spreadQuota(total: number, homes: readonly number[]): number[] {
  const all = homes.reduce((n, h) => n + h, 0);
  const exact = homes.map((h) => (all === 0 ? total / homes.length : (total * h) / all));
  const shares = exact.map(Math.floor);
  const left = total - shares.reduce((n, s) => n + s, 0);
  const byRest = exact.map((e, i) => ({ i, rest: e - Math.floor(e) })).sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of byRest.slice(0, left)) shares[i] = (shares[i] ?? 0) + 1;
  return shares;
}

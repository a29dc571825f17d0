import type { PathBan } from "./turn-bans.ts";

/**
 * What a turn forbidden at the end of a path needs: whoever comes that way drives on copies of the streets between, from
 * which the last turn is missing. A copy is a segment of its own with the same shape; nothing is ever put on it.
 * GraphHopper calls the same "artificial edges".
 */
export type Copies = {
  /** The segment that copy `i` is of. */
  readonly of: Int32Array;
  /** Turns that lead onto a copy instead of its original: from edge, to edge, and the edge that is driven instead. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly instead: Int32Array;
  /** Turns that are missing, and whom that binds. */
  readonly bans: { readonly from: number[]; readonly to: number[]; readonly binds: number[]; readonly hours: number[] };
};

/** @param segments how many there are; copies are numbered after them */
export function copiesFor(paths: readonly PathBan[], segments: number): Copies {
  const of: number[] = [];
  const [from, to, instead]: number[][] = [[], [], []];
  const bans: Copies["bans"] = { from: [], to: [], binds: [], hours: [] };
  /** Where a path has come to, by the edges driven so far. */
  const known = new Map<string, number>();
  for (const { edges, binds, hours } of paths) {
    let at = edges[0]!;
    for (let step = 1; step + 1 < edges.length; step += 1) {
      const key = `${at}>${edges[step]}`;
      let copy = known.get(key);
      if (copy === undefined) {
        copy = (segments + of.length) * 2 + (edges[step]! & 1);
        of.push(edges[step]! >> 1);
        known.set(key, copy);
        from!.push(at);
        to!.push(edges[step]!);
        instead!.push(copy);
      }
      at = copy;
    }
    bans.from.push(at);
    bans.to.push(edges[edges.length - 1]!);
    bans.binds.push(binds);
    bans.hours.push(hours);
  }
  return {
    of: Int32Array.from(of),
    from: Int32Array.from(from!),
    to: Int32Array.from(to!),
    instead: Int32Array.from(instead!),
    bans,
  };
}

import type { Point } from "#roads/estimate.ts";
import { FAR_METRES } from "./day-travel.ts";
import type { OpenRoads } from "./roads-in-use.ts";

/** A place that a bus cannot get near: metres to the street it would stop at, or null where there is none. */
export type Misplaced<P> = { readonly place: P; readonly metres: number | null };

/** Places whose points are likely to be wrong, by the streets at hand; none where there are no streets. The farthest first. */
export async function listMisplaced<P extends Point>(open: OpenRoads, places: readonly P[]): Promise<Misplaced<P>[]> {
  const roads = open(places).providerFor(30);
  if (roads.kind === "estimate") return [];
  const answers = await roads.snap(places, { kind: "bus" }, []);
  return answers
    .flatMap((answer, i) => {
      const place = places[i];
      if (!place || (answer.ok && answer.snap.metresAway <= FAR_METRES)) return [];
      return [{ place, metres: answer.ok ? Math.round(answer.snap.metresAway) : null }];
    })
    .toSorted((a, b) => (b.metres ?? Number.POSITIVE_INFINITY) - (a.metres ?? Number.POSITIVE_INFINITY));
}

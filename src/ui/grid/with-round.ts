import type { RoundChoice } from "#contract/grid.ts";

/** An address that goes on with the round in hand; where there is only one to choose from, none is named. */
export function withRound(path: string, of: RoundChoice): string {
  if (of.rounds.length < 2 || !of.cycleId) return path;
  return `${path}${path.includes("?") ? "&" : "?"}round=${of.cycleId}`;
}

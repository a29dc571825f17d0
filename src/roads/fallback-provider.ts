import { inForce } from "./closure.ts";
import type { Noted, RoadNote, RoadsProvider } from "./provider.ts";
import { RoadServerError } from "./remote/road-server.ts";

/**
 * Asks providers in order until one answers; the answer says which failed and why. While closures are in force those who
 * do not mind them are asked last, because a time through a closed street is worse than one from a slower source.
 * @param providers the best first; the last should be one that always answers, as the estimate does
 */
export function firstThatAnswers(providers: readonly RoadsProvider[]): RoadsProvider {
  const [first] = providers;
  if (!first) throw new RangeError("no provider");

  async function ask<T>(
    closed: boolean,
    call: (provider: RoadsProvider) => Promise<T>,
  ): Promise<{ answer: T; notes: RoadNote[] }> {
    const order = closed
      ? [...providers.filter((p) => p.mindsClosures), ...providers.filter((p) => !p.mindsClosures)]
      : providers;
    const failed: { from: RoadsProvider; reason: string }[] =
      order[0] === first ? [] : [{ from: first!, reason: "it knows no closures" }];
    for (const [i, provider] of order.entries())
      try {
        const answer = await call(provider);
        const skipped = failed.filter(({ from }) => from !== provider);
        return {
          answer,
          notes: skipped.map(({ from, reason }) => ({ kind: "fell_back", from: from.kind, to: provider.kind, reason })),
        };
      } catch (error) {
        if (!(error instanceof RoadServerError) || i === order.length - 1) throw error;
        failed.push({ from: provider, reason: error.message });
      }
    throw new RangeError("no provider");
  }

  async function noted<T extends Noted>(asked: Promise<{ answer: T; notes: RoadNote[] }>): Promise<T> {
    const { answer, notes } = await asked;
    return notes.length === 0 ? answer : { ...answer, notes: [...notes, ...(answer.notes ?? [])] };
  }

  return {
    kind: first.kind,
    version: providers.map(({ version }) => version).join(", "),
    mindsClosures: providers.some((provider) => provider.mindsClosures),
    rulesAt: (departs) => providers.map((provider) => provider.rulesAt?.(departs) ?? "").join(" "),
    async snap(points, vehicle, closures, departs) {
      const closed = inForce(closures, departs).length > 0;
      return (await ask(closed, (provider) => provider.snap(points, vehicle, closures, departs))).answer;
    },
    matrix(points, vehicle, closures, departs) {
      const closed = inForce(closures, departs).length > 0;
      return noted(ask(closed, (provider) => provider.matrix(points, vehicle, closures, departs)));
    },
    route(points, vehicle, closures, departs) {
      const closed = inForce(closures, departs).length > 0;
      return noted(ask(closed, (provider) => provider.route(points, vehicle, closures, departs)));
    },
    async reachable(from, points, vehicle, closures, departs) {
      const closed = inForce(closures, departs).length > 0;
      return (await ask(closed, (provider) => provider.reachable(from, points, vehicle, closures, departs))).answer;
    },
  };
}

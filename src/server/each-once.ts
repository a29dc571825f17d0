import { inArray, sql } from "drizzle-orm";
import { clientEvents } from "#db/schema/index.ts";
import type { Instant } from "#domain/kernel/time.ts";
import type { ActTx } from "./act.ts";
import { contentOf } from "./once.ts";

type Said = { readonly id: string; readonly deviceAt?: Instant | undefined };
type How<E, O> = {
  /** Does it; a refusal is an answer, and kept. */
  readonly apply: (event: E) => Promise<O>;
  /** The answer to an id that was somebody else's, or of another kind. */
  readonly taken: (event: E) => O;
  /** The answer to an id that says something else now than when it was taken in: flagged, and nothing changes. */
  readonly other: (event: E) => Promise<O>;
};

/**
 * Takes in what a phone sends, in the order given, each event once however often it comes: one that was taken in before is
 * answered as it was then. The caller's transaction holds all of it; `apply` parts off what may be refused by itself.
 */
export async function eachOnce<E extends Said, O>(
  tx: ActTx,
  kind: string,
  events: readonly E[],
  how: How<E, O>,
): Promise<O[]> {
  // The rows are claimed first, in the order of their ids: of the same event sent twice at once, the second waits here
  // and reads the first's outcome.
  // A photo is part of what is said, so that is hashed once.
  const said = events.map((event) => ({ event, content: contentOf(event) }));
  const rows = said.map(({ event: e, content }) => ({
    id: e.id,
    kind,
    content,
    outcome: {},
    userId: tx.actor.userId,
    deviceAt: e.deviceAt ?? null,
    at: tx.at,
  }));
  const { mine, before } = await tx.seeingAll(async (all) => {
    const claimed = await all
      .insert(clientEvents)
      .values(rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
      .onConflictDoNothing()
      .returning({ id: clientEvents.id });
    const mine = new Set(claimed.map((c) => c.id));
    const others = events.filter((e) => !mine.has(e.id)).map((e) => e.id);
    if (others.length === 0) return { mine, before: [] };
    return { mine, before: await all.select().from(clientEvents).where(inArray(clientEvents.id, others)) };
  });
  const foreign = new Set(before.filter((b) => b.kind !== kind || b.userId !== tx.actor.userId).map((b) => b.id));
  const known = new Map(before.map((b) => [b.id, { content: b.content, outcome: b.outcome as O }]));
  const outcomes: O[] = [];
  for (const { event, content } of said) {
    const first = known.get(event.id);
    if (foreign.has(event.id)) outcomes.push(how.taken(event));
    else if (first)
      outcomes.push(first.content === null || first.content === content ? first.outcome : await how.other(event));
    else {
      const outcome = await how.apply(event);
      known.set(event.id, { content, outcome });
      outcomes.push(outcome);
    }
  }
  const fresh = [...mine].map((id) => ({ id, outcome: known.get(id)?.outcome }));
  if (fresh.length > 0)
    await tx.seeingAll((all) =>
      all.execute(sql`UPDATE client_events c SET outcome = f.outcome
      FROM jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) AS f (id uuid, outcome jsonb) WHERE c.id = f.id`),
    );
  return outcomes;
}

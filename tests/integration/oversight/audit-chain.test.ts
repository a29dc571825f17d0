import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { act } from "../../../src/server/act.ts";
import { linkAudit, verifyAudit } from "../../../src/server/jobs/link-audit.ts";
import { record } from "../../../src/server/record.ts";
import { aCity, type City } from "../../support/city.ts";
import { until } from "../../support/until.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.close());

const happen = (times: number) => {
  return act(city.ctxFor("DESK"), (tx) =>
    record(
      tx,
      ...Array.from({ length: times }, () => ({
        kind: "order.placed" as const,
        subjectId: randomUUID(),
        data: { n: times },
      })),
    ),
  );
};

/** A link takes events of ended transactions alone, and the other files' cities live on the same server. */
const everybodyIsPast = () =>
  until(async () => {
    const [row] = await city.owner.sql<
      { past: boolean }[]
    >`SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint >
        (SELECT max(transaction_id) FROM audit_events) AS past`;
    return row?.past ?? false;
  }, "transactions of other files that began before have ended");

test("links cover every event once, also when two workers link at once, and the chain verifies", async () => {
  const system = city.ctxFor("SYS");
  await Promise.all([happen(3), happen(4)]);
  await everybodyIsPast();
  await Promise.all([linkAudit(system), linkAudit(system)]);
  await happen(5);
  await everybodyIsPast();
  await linkAudit(system);
  const verified = await verifyAudit(system);
  const [count] = await city.owner.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM audit_events`;
  expect(verified).toMatchObject({ ok: true, value: { events: count?.n } });
  expect(count?.n).toBe(12);
});

test("the record refuses to be rewritten, and a change made past that refusal is found by its link", async () => {
  await expect(city.owner.sql`UPDATE audit_events SET kind = 'order.forged' WHERE seq = 2`).rejects.toThrow(
    /append-only/,
  );
  await expect(city.owner.sql`DELETE FROM audit_links`).rejects.toThrow(/append-only/);
  await city.owner.sql`ALTER TABLE audit_events DISABLE TRIGGER append_only`;
  await city.owner.sql`UPDATE audit_events SET kind = 'order.forged' WHERE seq = 2`;
  expect(await verifyAudit(city.ctxFor("SYS"))).toMatchObject({ ok: false, error: { link: 1 } });
});

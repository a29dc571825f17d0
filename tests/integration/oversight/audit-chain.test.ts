import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { act } from "../../../src/server/act.ts";
import { anchorAudit, readAnchors } from "../../../src/server/jobs/anchor-audit.ts";
import { linkAudit, verifyAudit } from "../../../src/server/jobs/link-audit.ts";
import { record } from "../../../src/server/record.ts";
import { aCity, type City } from "../../support/city.ts";
import { everybodyIsPast } from "../../support/past-transactions.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.close());

const happen = (times: number) => {
  return act(city.ctxFor("DESK"), (tx) =>
    record(
      tx,
      Array.from({ length: times }, () => ({
        kind: "order.placed" as const,
        subjectId: randomUUID(),
        data: { n: times },
      })),
    ),
  );
};

test("links cover every event once, also when two workers link at once, and the chain verifies", async () => {
  const system = city.ctxFor("SYS");
  await Promise.all([happen(3), happen(4)]);
  await everybodyIsPast(city);
  await Promise.all([linkAudit(system), linkAudit(system)]);
  await happen(5);
  await everybodyIsPast(city);
  await linkAudit(system);
  const verified = await verifyAudit(system);
  const [count] = await city.owner.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM audit_events`;
  expect(verified).toMatchObject({ ok: true, value: { events: count?.n } });
  expect(count?.n).toBe(12);
});

/** Past the triggers, as whoever owns the database could. */
const unlinked = (links: string) => city.pastTheGate.sql.unsafe(`DELETE FROM audit_links WHERE ${links}`);
const directory = mkdtempSync(join(tmpdir(), "anchors-"));
const file = join(directory, "anchors.jsonl");
afterAll(() => rmSync(directory, { recursive: true }));

test("each new link is told outside once; a chain whose end was cut holds by itself and not against what was told", async () => {
  const system = city.ctxFor("SYS");
  const told = { link: 0 };
  const posted: unknown[] = [];
  const server = createServer(async (request, answer) => {
    posted.push(JSON.parse(await text(request)));
    answer.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (let hour = 0; hour < 2; hour++) await anchorAudit(system, { file, url }, told);
  await happen(2);
  await everybodyIsPast(city);
  await linkAudit(system);
  await anchorAudit(system, { file, url }, told);
  server.close();
  const anchors = await readAnchors(file);
  expect(anchors.map((a) => a.link)).toEqual([2, 3]);
  expect(posted).toEqual(anchors);
  expect(await verifyAudit(system, anchors)).toMatchObject({ ok: true, value: { links: 3 } });

  await unlinked("number = 3");
  expect(await verifyAudit(system)).toMatchObject({ ok: true, value: { links: 2 } });
  expect(await verifyAudit(system, anchors)).toMatchObject({ ok: false, error: { link: 3, found: "nothing" } });
  await linkAudit(system);
  expect(await verifyAudit(system, anchors)).toMatchObject({ ok: true });
});

test("a file of anchors with a line that is none is refused by its number", async () => {
  const other = join(directory, "other.jsonl");
  writeFileSync(
    other,
    `${JSON.stringify({ link: 1, hash: "0".repeat(64), at: "2026-11-30T00:00:00.000Z" })}\n\n{"link":2}\n`,
  );
  await expect(readAnchors(other)).rejects.toThrow(/other\.jsonl: line 3 is no anchor/);
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

test("a record that was changed and linked anew as a whole holds by itself, and not against what was told before", async () => {
  const system = city.ctxFor("SYS");
  await unlinked("true");
  await linkAudit(system);
  expect(await verifyAudit(system)).toMatchObject({ ok: true });
  expect((await verifyAudit(system, await readAnchors(file))).ok).toBe(false);
});

test("one act records as many events as a large city has orders", async () => {
  await happen(150_000);
  const [row] = await city.owner.sql<
    { n: number }[]
  >`SELECT count(*)::int AS n FROM audit_events WHERE data ->> 'n' = '150000'`;
  expect(row?.n).toBe(150_000);
});

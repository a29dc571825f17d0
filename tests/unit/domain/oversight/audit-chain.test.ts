import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type AuditBatch,
  type AuditEvent,
  auditText,
  breakAt,
  GENESIS_HASH,
  linkBatch,
} from "../../../../src/domain/oversight/audit-chain.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
/** The last hash of a chain, or the first batch that does not hold. */
function walk(chain: readonly AuditBatch[]): { hash: string } | { index: number; kind: string | undefined } {
  let hash = GENESIS_HASH;
  for (const [index, batch] of chain.entries()) {
    const broken = breakAt(hash, batch, sha256);
    if (broken) return { index, kind: broken.kind };
    hash = batch.hash;
  }
  return { hash };
}
const anEvent = fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 })) as fc.Arbitrary<AuditEvent>;
const aChain = fc
  .array(fc.array(anEvent, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 })
  .map((days) => {
    const batches: AuditBatch[] = [];
    for (const events of days) batches.push(linkBatch(batches.at(-1)?.hash ?? GENESIS_HASH, events, sha256));
    return batches;
  });

test("an untouched chain verifies to its last hash, also when the store hands keys back in another order", () => {
  const turned = (e: AuditEvent): AuditEvent => Object.fromEntries(Object.entries(e).reverse());
  fc.assert(
    fc.property(aChain, (chain) => {
      const read = chain.map((b) => ({ ...b, events: b.events.map(turned) }));
      expect(walk(read)).toEqual({ hash: chain.at(-1)?.hash });
    }),
  );
  expect(walk([])).toEqual({ hash: GENESIS_HASH });
});

test("the first batch with a changed, added or dropped event is named", () => {
  fc.assert(
    fc.property(aChain, fc.nat(), fc.constantFrom("change", "add", "drop"), (chain, n, how) => {
      const i = n % chain.length;
      const forged = chain.map((b, j) => {
        if (j !== i) return b;
        const [first, ...rest] = b.events;
        if (how === "drop") return { ...b, events: rest };
        return { ...b, events: how === "add" ? [...b.events, {}] : [{ ...first, forged: true }, ...rest] };
      });
      expect(walk(forged)).toEqual({ kind: "content_changed", index: i });
    }),
  );
});

test("a batch that was taken out or rewritten with a fresh hash breaks the link after it", () => {
  const chain = aChain.filter((c) => c.length > 1);
  fc.assert(
    fc.property(chain, (batches) => {
      expect(walk(batches.slice(1))).toEqual({ kind: "link_broken", index: 0 });
      const rewritten = [linkBatch(GENESIS_HASH, [{ forged: true }], sha256), ...batches.slice(1)];
      expect(walk(rewritten)).toEqual({ kind: "link_broken", index: 1 });
    }),
  );
});

test("the text of events is one line of JSON each, keys in order", () => {
  expect(auditText([{ b: 1, a: [null, { d: "黄\n", c: true }] }, {}])).toBe(
    '{"a":[null,{"c":true,"d":"黄\\n"}],"b":1}\n{}',
  );
});

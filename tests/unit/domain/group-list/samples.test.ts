import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseContext } from "../../../../src/cli/jielong/context-schema.ts";
import { listJson } from "../../../../src/cli/jielong/to-json.ts";
import { parseGroupList } from "../../../../src/domain/group-list/parse-group-list.ts";

type Sample = {
  readonly id: string;
  readonly title: string;
  readonly context: unknown;
  readonly text: string;
  readonly expected_orders: readonly Record<string, unknown>[];
  readonly expected_message_flags: readonly string[];
};

const FILE = new URL("../../../support/fixtures/group-lists.json", import.meta.url);
const { samples } = JSON.parse(readFileSync(FILE, "utf8")) as { samples: readonly Sample[] };

test.each(samples.map((s) => [s.id, s.title, s] as const))("%s is read as the sample says: %s", (_, __, sample) => {
  const ctx = parseContext(sample.context);
  if (!ctx.ok) throw new Error(ctx.error);
  const list = listJson(parseGroupList(sample.text, ctx.value));
  // A sample states the fields that matter to it; what it does not name is free.
  const said = list.orders.map((order, i) =>
    Object.fromEntries(
      Object.keys(sample.expected_orders[i] ?? { missing: 1 }).map((key) => [
        key,
        (order as Record<string, unknown>)[key],
      ]),
    ),
  );
  expect(said).toEqual(sample.expected_orders);
  expect(list.message_flags).toEqual(sample.expected_message_flags);
});

import { randomUUID } from "node:crypto";
import { inArray, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { connect, type Tx } from "../../../src/db/client.ts";
import { households } from "../../../src/db/schema/index.ts";
import type { HouseholdId } from "../../../src/domain/kernel/ids.ts";
import { aCity } from "../../support/city.ts";

test("a statement of few parameters is planned once on its connection, in transactions and savepoints too; a long list is not kept", async () => {
  const city = await aCity();
  const one = connect(city.url, { max: 1, role: "baogong_app" });
  const ask = (tx: Tx, homes: number) => {
    const ids = Array.from({ length: homes }, () => randomUUID() as HouseholdId);
    return tx.select({ id: households.id }).from(households).where(inArray(households.id, ids));
  };
  for (let i = 0; i < 3; i += 1) {
    await ask(one.db, 2);
    await ask(one.db, 40);
    await one.db.transaction(async (tx) => {
      await ask(tx, 2);
      await tx.transaction((inner) => ask(inner, 2));
    });
  }
  const kept = await one.db.execute<{ times: number }>(
    sql`SELECT (generic_plans + custom_plans)::int AS times FROM pg_prepared_statements WHERE statement LIKE '%"households"%'`,
  );
  expect([...kept]).toEqual([{ times: 9 }]);
  await one.close();
  await city.close();
});

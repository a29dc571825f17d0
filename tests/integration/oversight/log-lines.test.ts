import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Connection, connectAs } from "../../../src/db/client.ts";
import { households, sessions, users } from "../../../src/db/schema/index.ts";
import { logConsole, openLog } from "../../../src/server/log.ts";
import { aCity, type City } from "../../support/city.ts";

// Queries are made to fail in every way that carries values along; none of these may be read in a line of the log.
const PHONE = "13912345678";
const CODE = "483920";
const TOKEN = "Vb2kQ9xT7mR4sW1zY6uE3pL8nH5jD0cA";
const NAME = "欧阳秀英";
const SECRETS = [PHONE, CODE, TOKEN, NAME];

let city: City;
let auth: Connection;
const lines: string[] = [];
const log = openLog({ write: (line) => void lines.push(line) });
beforeAll(async () => {
  city = await aCity();
  auth = await connectAs(city.url, "baogong_auth", { max: 2 });
});
afterAll(async () => {
  await auth.close();
  await city.close();
});

const ID = "10000000-0000-4000-8000-000000000001" as never;
const user = { id: ID, name: NAME, email: `${PHONE}@phone.invalid`, phoneNumber: PHONE };
/** Each fails, with something in its parameters, its message or its detail that nobody may read. */
const FAILING: readonly (readonly [how: string, query: () => Promise<unknown>])[] = [
  [
    "a number twice",
    () => city.owner.db.insert(users).values([user, { ...user, id: "10000000-0000-4000-8000-000000000002" as never }]),
  ],
  [
    "no right to the table",
    () => city.app.db.insert(sessions).values({ id: ID, userId: ID, token: TOKEN, expiresAt: new Date() }),
  ],
  [
    "nobody of this id",
    () => auth.db.insert(sessions).values({ id: ID, userId: ID, token: TOKEN, expiresAt: new Date() }),
  ],
  [
    "a condition that does not hold",
    () =>
      city.owner.db
        .execute(sql`UPDATE sessions SET proof = ${TOKEN}`)
        .then(() => city.owner.db.execute(sql`SELECT ${NAME}::uuid`)),
  ],
  ["no number", () => city.owner.db.execute(sql`SELECT ${PHONE + NAME}::int`)],
  ["no column", () => city.owner.sql.unsafe(`SELECT 1 FROM users WHERE nothing = '${NAME}'`)],
  ["no sign for it", () => city.owner.db.execute(sql`SELECT ${`${CODE}\0`}::text`)],
  ["too large", () => city.owner.db.update(households).set({ unit: 9e15, joinCode: CODE })],
  [
    "raised by a rule",
    () =>
      city.owner.sql.unsafe(
        `DO $$ BEGIN RAISE EXCEPTION 'of % %', '${NAME}', ${PHONE} USING DETAIL = '${TOKEN}'; END $$`,
      ),
  ],
  ["in a transaction", () => city.app.db.transaction((tx) => tx.execute(sql`SELECT ${TOKEN}::date`))],
];

const failureOf = (query: () => Promise<unknown>) =>
  query().then(
    () => undefined,
    (error: unknown) => error,
  );

test.each(FAILING)("a query that fails, %s, leaves nothing of anybody in the log", async (_, query) => {
  const err = await failureOf(query);
  expect(err).toBeInstanceOf(Error);
  lines.length = 0;
  log.error({ err, path: "orders.place" }, "bug");
  log.error(err as Error);
  const [said, warned] = [console.error, console.warn];
  logConsole(log);
  console.error(" ⨯", err, `of ${NAME}`, { params: [TOKEN] });
  console.warn(`the code of "${PHONE}" is (${CODE})`, { digest: CODE });
  [console.error, console.warn] = [said, warned];
  expect(lines).toHaveLength(4);
  for (const secret of SECRETS) expect(lines.join("")).not.toContain(secret);
  expect(lines[0]).toMatch(/"code":"|"cause"|NUL|a query failed/);
});

test("what a line keeps is enough to find the place: kind, code, table, constraint and the way there", async () => {
  await city.owner.db.insert(users).values(user);
  const err = await failureOf(() =>
    auth.db.insert(users).values({ ...user, id: "10000000-0000-4000-8000-000000000003" as never }),
  );
  lines.length = 0;
  log.error({ err }, "bug");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    msg: "bug",
    err: { cause: { type: "PostgresError", code: "23505", table: "users" } },
  });
  expect(lines[0]).toContain("log-lines.test.ts");
});

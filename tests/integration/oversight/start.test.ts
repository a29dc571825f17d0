import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, inject, test } from "vitest";
import { connect } from "../../../src/db/client.ts";
import { freePort } from "../../../src/db/free-port.ts";

const AUTH_SECRET = "x".repeat(40);
const script = (part: string) => fileURLToPath(new URL(`../../../src/server/${part}.ts`, import.meta.url));

/** What a process says before it gives up. */
const lastWords = (part: "web" | "worker", env: Record<string, string>) =>
  new Promise<string>((done) => {
    execFile(
      process.execPath,
      [script(part)],
      { env: { NODE_ENV: "production", DEMO: "1", PATH: process.env.PATH, ...env } },
      (error, out, words) => done(`${error?.code}: ${out}${words}`),
    );
  });

const DATABASE_URL = "postgres://nobody@127.0.0.1:1/nothing";

test("a wrong value stops the start with one line that names it", async () => {
  const said = await lastWords("web", { DATABASE_URL, AUTH_SECRET, PORT: "99999" });
  expect(said).toMatch(/^1: baogong web: PORT has a wrong value \(.*<=65535.*\); see .env.example\n$/);
});

test.each(["web", "worker"] as const)("%s without a database that answers says so in one line", async (part) => {
  const silent = await freePort();
  const url = `postgres://nobody@127.0.0.1:${silent}/nothing`;
  expect(await lastWords(part, { DATABASE_URL: url, AUTH_SECRET })).toBe(
    `1: baogong ${part}: No database answers at DATABASE_URL (connect ECONNREFUSED 127.0.0.1:${silent}).\n`,
  );
});

test("a process refuses a database whose tables are missing or of an older version, and says what to run", async () => {
  const server = inject("postgresUrl");
  const name = "start_without_tables";
  const maker = connect(server, { max: 1 });
  await maker.sql.unsafe(`CREATE DATABASE ${name}`);
  const at = new URL(server);
  at.pathname = `/${name}`;
  const refusal = "1: baogong worker: The tables are not up to date: run `npm run migrate`.\n";
  expect(await lastWords("worker", { DATABASE_URL: at.href, AUTH_SECRET })).toBe(refusal);
  const old = connect(at.href, { max: 1 });
  await old.sql`CREATE SCHEMA drizzle`;
  await old.sql`CREATE TABLE drizzle.__drizzle_migrations AS SELECT 1 AS created_at`;
  await old.close();
  expect(await lastWords("worker", { DATABASE_URL: at.href, AUTH_SECRET })).toBe(refusal);
  await maker.sql.unsafe(`DROP DATABASE ${name}`);
  await maker.close();
});

test.each(["web", "worker"] as const)("%s does not start where text messages have nowhere to go", async (part) => {
  const said = await lastWords(part, { DATABASE_URL, AUTH_SECRET, DEMO: "0" });
  expect(said).toMatch(new RegExp(`^1: baogong ${part}: SMS_WEBHOOK_URL is missing: .*\n$`));
});

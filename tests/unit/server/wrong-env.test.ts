import { expect, test } from "vitest";
import { readEnv } from "../../../src/server/env.ts";

const RIGHT = { DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing", AUTH_SECRET: "x".repeat(40), DEMO: "1" };
const WRONG: readonly (readonly [variable: string, value: string, words: string])[] = [
  ["PORT", "99999", "expected number to be <=65535"],
  ["DB_POOL", "1", "expected number to be >=2"],
  ["LOG_LEVEL", "loud", "Invalid option"],
  ["DATABASE_URL", "mysql://here", "must be a postgres:// URL"],
  ["AUTH_SECRET", "short", "must be at least 32 characters"],
  ["TRUST_PROXY", "10.0.0.1", "must be a number of proxies"],
  ["ROADS_ENGINE", "google", "Invalid option"],
  ["TRACKER_TOKEN", "short", "must be at least 16 characters"],
];

test.each(WRONG)("%s=%s is refused in one line that names it and says what it must be", (variable, value, words) => {
  expect(() => readEnv({ ...RIGHT, [variable]: value })).toThrow(
    new RegExp(`^${variable} has a wrong value \\(.*${words}.*\\); see .env.example$`),
  );
});

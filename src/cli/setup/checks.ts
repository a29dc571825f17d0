import { statfs } from "node:fs/promises";
import { connect } from "#db/client.ts";
import { isMigrated } from "#db/migrate.ts";
import { type Env, hasTexts, NO_TEXTS } from "#server/env.ts";
import { publicUrlOf } from "#server/runtime.ts";

/** One line of the check: what was looked at, how it stands, and what to do where it does not hold. */
export type Check = { readonly name: string; readonly state: "ok" | "look" | "stop"; readonly words: string };

const OLDEST_POSTGRES = 150_000;
/** Sessions and one-time codes go by the hour: with more than this between the clocks people are signed out early. */
const CLOCK_SECONDS = 5;
const FREE_BYTES = 2_000_000_000;
/** A secret with fewer different signs than this was typed, not drawn. */
const DIFFERENT_SIGNS = 10;

const ok = (name: string, words: string): Check => ({ name, state: "ok", words });
const look = (name: string, words: string): Check => ({ name, state: "look", words });
const stop = (name: string, words: string): Check => ({ name, state: "stop", words });

/** What the program needs to run, looked at one by one; `stop` must be mended first, `look` should be. */
export async function checkServer(env: Env): Promise<Check[]> {
  return [...(await checkDatabase(env)), secret(env), address(env), sms(env), await disk(env)];
}

async function checkDatabase(env: Env): Promise<Check[]> {
  const owner = connect(env.DATABASE_URL, { max: 1, name: "baogong-setup" });
  try {
    const asked = Date.now();
    const [row] = await owner.sql<
      { version: number; name: string; roles: boolean; at: number }[]
    >`SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS name,
        (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS roles, extract(epoch FROM clock_timestamp())::float8 * 1000 AS at`;
    if (!row) return [stop("database", "answered nothing")];
    const apart = Math.round(Math.abs(row.at - (asked + Date.now()) / 2) / 1000);
    const found = [
      row.version < OLDEST_POSTGRES
        ? stop("database", `PostgreSQL ${row.name} is too old: 15 or newer is needed`)
        : row.roles
          ? ok("database", `PostgreSQL ${row.name}`)
          : stop(
              "database",
              "its user may not create the logins under which the program signs in: ALTER ROLE … CREATEROLE",
            ),
      apart > CLOCK_SECONDS
        ? look("clock", `this machine and the database are ${apart} s apart: let both ask a time server (chrony, ntpd)`)
        : ok("clock", "this machine and the database tell the same time"),
    ];
    if (found[0]?.state === "ok")
      found.push(
        (await isMigrated(env.DATABASE_URL))
          ? ok("tables", "up to date")
          : stop("tables", "not up to date: run `npm run migrate`"),
      );
    return found;
  } catch (error) {
    return [
      stop("database", `no answer at DATABASE_URL: ${error instanceof Error ? error.message || error.name : error}`),
    ];
  } finally {
    await owner.close();
  }
}

function secret(env: Env): Check {
  return new Set(env.AUTH_SECRET).size < DIFFERENT_SIGNS
    ? stop("AUTH_SECRET", "looks typed by hand: draw one with `openssl rand -base64 32`")
    : env.AUTH_SECRET_OTHER
      ? look("AUTH_SECRET", "is being replaced: take AUTH_SECRET_OTHER out a month after the change")
      : ok("AUTH_SECRET", "set; keep a copy where the backups are not");
}

function address(env: Env): Check {
  const url = publicUrlOf(env);
  if (!env.PUBLIC_URL) return look("PUBLIC_URL", `not set: people would open ${url}`);
  return url.startsWith("https://")
    ? ok("PUBLIC_URL", url)
    : look("PUBLIC_URL", `${url} is not https: phones send passwords in clear, and installing the app needs https`);
}

function sms(env: Env): Check {
  if (env.SMS_WEBHOOK_URL) return ok("text messages", `go to ${new URL(env.SMS_WEBHOOK_URL).host}`);
  return hasTexts(env) ? look("text messages", "stay on the demo's page (DEMO=1)") : stop("text messages", NO_TEXTS);
}

async function disk(env: Env): Promise<Check> {
  const { bavail, bsize } = await statfs(".");
  const gigabytes = (bavail * bsize) / 1e9;
  return bavail * bsize < FREE_BYTES
    ? look("disk", `${gigabytes.toFixed(1)} GB free here: photos and ${env.CITY_DIR} need 2 GB and more`)
    : ok("disk", `${gigabytes.toFixed(0)} GB free`);
}

import { userInfo } from "node:os";
import { stdin, stdout } from "node:process";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { toString as drawQr } from "qrcode";
import { type FirstDesk, firstDeskInput } from "#contract/staff.ts";
import { connectAs } from "#db/client.ts";
import { translator } from "#messages/catalogue.ts";
import { AppError } from "#server/app-error.ts";
import { accountsOf } from "#server/auth/accounts.ts";
import { readEnv, secretsOf } from "#server/env.ts";
import { nobodyListens } from "#server/live.ts";
import { hasDesk, makeFirstDesk, recoverDesk } from "#server/usecases/staff/first-desk.ts";
import { fail } from "./prepare.mjs";
import { checkServer } from "./setup/checks.ts";

// `npm run setup`: looks whether the server can run, one line each, and makes the city's first desk account with its
// second factor. `--recover NAME` gives a desk that is locked out a new password and factor, on record.

const USAGE = `npm run setup [-- --name "Lin Xiaolan" --username lin] [-- --recover lin]`;
const MARKS = { ok: "✓", look: "!", stop: "✗" } as const;
const say = (line: string) => void stdout.write(`${line}\n`);
const refusals = translator("en", "refusals");

function readArguments() {
  try {
    const { values } = parseArgs({
      options: { name: { type: "string" }, username: { type: "string" }, recover: { type: "string" } },
    });
    return values;
  } catch (error) {
    return fail(`${(error as Error).message}\n${USAGE}`);
  }
}

/** Asks where a flag did not say it; without a terminal it says which flag is missing. */
async function ask(flag: "name" | "username", question: string, given: string | undefined): Promise<string> {
  if (given !== undefined) return given;
  if (!stdin.isTTY) return fail(`--${flag} is missing: ${USAGE}`);
  const lines = createInterface({ input: stdin, output: stdout });
  const answer = await lines.question(`${question}: `);
  lines.close();
  return answer;
}

async function tell(desk: FirstDesk): Promise<void> {
  say("");
  say(await drawQr(desk.uri, { type: "terminal", small: true }));
  say("Scan this with an authenticator app now: it is shown once. Without a camera, type the key:");
  say(`  key           ${new URL(desk.uri).searchParams.get("secret")}`);
  say(`  user name     ${desk.username}`);
  say(`  password      ${desk.password}   (asks for a new one at the first sign-in)`);
  say(`  spare codes   ${desk.backupCodes.slice(0, 5).join("  ")}`);
  say(`                ${desk.backupCodes.slice(5).join("  ")}   (each once, for the day the phone is lost)`);
}

function readOrFail() {
  try {
    return readEnv();
  } catch (error) {
    return fail((error as Error).message);
  }
}

const values = readArguments();
const env = readOrFail();
const checks = await checkServer(env);
for (const { name, state, words } of checks) say(`${MARKS[state]} ${name.padEnd(14)} ${words}`);
if (checks.some((c) => c.state === "stop")) fail("Mend what is marked ✗ and run this again; nothing was changed.");

const app = await connectAs(env.DATABASE_URL, "baogong_app", { max: 2, name: "baogong-setup" });
const auth = await connectAs(env.DATABASE_URL, "baogong_auth", { max: 2, name: "baogong-setup" });
const ctx = { db: app.db, live: nobodyListens };
const accounts = accountsOf(auth.db, secretsOf(env));
try {
  if (values.recover !== undefined) {
    await tell(await recoverDesk(ctx, { username: values.recover, by: userInfo().username }, accounts));
    say("\nThe old password, factor and sessions are void, and the record says that they were replaced.");
  } else if (await hasDesk(ctx)) {
    say("\nThe desk has an account: it invites everybody else. Locked out: npm run setup -- --recover NAME");
  } else {
    say("\nNobody holds the desk yet: its account is made now.");
    const given = firstDeskInput.safeParse({
      name: await ask("name", "Name of the person", values.name),
      username: await ask("username", "User name (a to z, 0 to 9, . _ -)", values.username),
    });
    if (!given.success)
      fail("A name has 1 to 30 signs, a user name 2 to 30 of a to z, 0 to 9, dot, dash and underscore.");
    else await tell(await makeFirstDesk(ctx, given.data, accounts));
  }
} catch (error) {
  const kind = error instanceof AppError ? error.detail.kind : undefined;
  if (error instanceof AppError && error.code === "not_found") fail("Nobody of this user name holds the desk.");
  if (kind === "desk_exists" || kind === "name_taken") fail(refusals(kind));
  throw error;
} finally {
  await app.close();
  await auth.close();
}

import { connectAs } from "#db/client.ts";
import { SYSTEM } from "#server/ctx.ts";
import { linkAudit, verifyAudit } from "#server/jobs/link-audit.ts";
import { nobodyListens } from "#server/live.ts";
import { fail } from "./prepare.mjs";

// `DATABASE_URL=… npm run audit:verify`: links what is not linked yet, then hashes the whole record again.

const url = process.env.DATABASE_URL;
if (!url) fail("DATABASE_URL is missing: name the database whose record is to be verified.");
const app = await connectAs(url as string, "baogong_app", { max: 1, name: "baogong-audit" });
const ctx = {
  actor: SYSTEM,
  db: app.db,
  live: nobodyListens,
};
await linkAudit(ctx);
const verified = await verifyAudit(ctx);
await app.close();
if (!verified.ok)
  fail(
    `The record was changed: link ${verified.error.link} should be ${verified.error.expected} and is ${verified.error.found}.`,
  );
else
  process.stdout.write(
    `the record holds: ${verified.value.events} events in ${verified.value.links} links, last hash ${verified.value.hash}\n`,
  );

import { parseArgs } from "node:util";
import { connectAs } from "#db/client.ts";
import { SYSTEM } from "#server/ctx.ts";
import { readAnchors } from "#server/jobs/anchor-audit.ts";
import { linkAudit, verifyAudit } from "#server/jobs/link-audit.ts";
import { nobodyListens } from "#server/live.ts";
import { fail } from "./prepare.mjs";

// `DATABASE_URL=… npm run audit:verify [-- --anchors FILE]`: links what is not linked yet, hashes the whole record again,
// and holds it against what was told of it outside (AUDIT_ANCHOR_FILE's, if no other file is named).

const url = process.env.DATABASE_URL;
if (!url) fail("DATABASE_URL is missing: name the database whose record is to be verified.");
const { values } = parseArgs({ options: { anchors: { type: "string" } } });
const file = values.anchors ?? process.env.AUDIT_ANCHOR_FILE;
const anchors = file ? await readAnchors(file).catch((error: Error) => fail(error.message) as never) : [];
const app = await connectAs(url as string, "baogong_app", { max: 1, name: "baogong-audit" });
const ctx = { actor: SYSTEM, db: app.db, live: nobodyListens };
await linkAudit(ctx);
const verified = await verifyAudit(ctx, anchors);
await app.close();
if (!verified.ok)
  fail(
    `The record was changed: link ${verified.error.link} should be ${verified.error.expected} and is ${verified.error.found}.`,
  );
else
  process.stdout.write(
    `the record holds: ${verified.value.events} events in ${verified.value.links} links, last hash ${verified.value.hash}\n${
      anchors.length > 0
        ? `it is what ${anchors.length} anchors of ${file} told, the last of ${anchors.at(-1)?.at}\n`
        : "no anchors were given: links cut from its end, or a record rewritten as a whole, would not be seen (--anchors FILE)\n"
    }`,
  );

import { existsSync } from "node:fs";
import { desc } from "drizzle-orm";
import { auditChecks } from "#db/schema/index.ts";
import { plusSeconds } from "#domain/kernel/time.ts";
import { act, look } from "../act.ts";
import { type Ctx, SYSTEM } from "../ctx.ts";
import { log } from "../log.ts";
import { readAnchors } from "./anchor-audit.ts";
import { verifyAudit } from "./link-audit.ts";

/** Hashing all of the record takes minutes in a city that has it for months: once a day is told on its screen. */
const DAILY_SECONDS = 23 * 3_600;

/**
 * Hashes the whole record again, once a day, and writes down what came of it. A record that does not hold is said in the
 * log as well, each hour anew until somebody has looked.
 * @param file of anchors, where there is one
 */
export async function checkAudit(ctx: Ctx, file: string | undefined): Promise<void> {
  const system = { ...ctx, actor: SYSTEM };
  const [last, now] = await look(system, async (tx) => {
    const [check] = await tx.select().from(auditChecks).orderBy(desc(auditChecks.at)).limit(1);
    return [check, tx.at] as const;
  });
  if (last && last.brokenLink === null && now < plusSeconds(last.at, DAILY_SECONDS)) return;
  // Before the first link is told there is no file.
  const anchors = file && existsSync(file) ? await readAnchors(file) : [];
  const verified = await verifyAudit(system, anchors);
  if (!verified.ok) log.error({ link: verified.error.link }, "the record does not hold");
  await act(system, (tx) =>
    tx
      .insert(auditChecks)
      .values({
        at: tx.at,
        links: verified.ok ? verified.value.links : verified.error.link - 1,
        events: verified.ok ? verified.value.events : 0,
        brokenLink: verified.ok ? null : verified.error.link,
        anchors: anchors.length,
        anchoredLink: anchors.at(-1)?.link ?? null,
      })
      .onConflictDoNothing(),
  );
}

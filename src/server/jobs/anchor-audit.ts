import { appendFile, readFile } from "node:fs/promises";
import { desc } from "drizzle-orm";
import { z } from "zod";
import { auditLinks } from "#db/schema/index.ts";
import { look } from "../act.ts";
import { type Ctx, SYSTEM } from "../ctx.ts";

/** The newest link of the record as it was told outside of the database: whoever cuts or rewrites the chain there cannot unsay it. */
export type Anchor = { readonly link: number; readonly hash: string; readonly at: string };

const ANCHOR = z.object({ link: z.int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/), at: z.iso.datetime() });

/** Where anchors go: a file that is only ever added to, an address that takes each as JSON, both or neither. */
export type AnchorPlaces = { readonly file: string | undefined; readonly url: string | undefined };

/**
 * Tells the newest link to the places, where it has not been told yet.
 * @throws when a place does not take it: the next hour tries again
 */
export async function anchorAudit(ctx: Ctx, { file, url }: AnchorPlaces, told: { link: number }): Promise<void> {
  if (!file && !url) return;
  const [last] = await look({ ...ctx, actor: SYSTEM }, (tx) =>
    tx.select().from(auditLinks).orderBy(desc(auditLinks.number)).limit(1),
  );
  if (!last || last.number === told.link) return;
  const anchor: Anchor = { link: last.number, hash: last.hash, at: new Date(last.at).toISOString() };
  const line = JSON.stringify(anchor);
  if (file) await appendFile(file, `${line}\n`);
  if (url) {
    const headers = { "content-type": "application/json" };
    const signal = AbortSignal.timeout(8_000);
    const answer = await fetch(url, { method: "POST", headers, body: line, redirect: "error", signal });
    if (!answer.ok) throw new Error(`AUDIT_ANCHOR_URL answered ${answer.status}`);
  }
  told.link = last.number;
}

/** @returns the anchors of a file, in its order. @throws Error that names the line which is none */
export async function readAnchors(file: string): Promise<Anchor[]> {
  const lines = (await readFile(file, "utf8")).split("\n").map((line) => line.trim());
  return lines.flatMap((line, i) => {
    if (!line) return [];
    try {
      return [ANCHOR.parse(JSON.parse(line))];
    } catch {
      throw new Error(`${file}: line ${i + 1} is no anchor`);
    }
  });
}

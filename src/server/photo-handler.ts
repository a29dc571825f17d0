import type { IncomingMessage, ServerResponse } from "node:http";
import { fromNodeHeaders } from "better-auth/node";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { photos } from "#db/schema/index.ts";
import { look } from "./act.ts";
import { actorsOf } from "./auth/session.ts";
import type { Runtime } from "./runtime.ts";

/** Answers with a photo that one of the person's roles may see; like a missing one otherwise. */
export async function answerPhoto(
  runtime: Runtime,
  req: IncomingMessage,
  res: ServerResponse,
  id: string,
): Promise<void> {
  const session = z.guid().safeParse(id).success ? await runtime.sessionOf(fromNodeHeaders(req.headers)) : null;
  for (const actor of session ? actorsOf(session) : []) {
    const [photo] = await look({ db: runtime.db, actor }, (tx) => tx.select().from(photos).where(eq(photos.id, id)));
    if (!photo) continue;
    res.writeHead(200, {
      "content-type": photo.mediaType,
      "cache-control": "private, max-age=3600",
    });
    res.end(photo.bytes);
    return;
  }
  res.writeHead(404).end();
}

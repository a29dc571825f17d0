import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { trackedInput } from "#contract/movement.ts";
import { SYSTEM } from "./ctx.ts";
import { showsToken } from "./door/bearer.ts";
import type { Runtime } from "./runtime.ts";
import { takeTracked } from "./usecases/movement/tell-where.ts";

/**
 * Takes places of buses from trackers that are built into them: `POST {"positions": [{"bus", "lat", "lng"}]}`, WGS 84
 * degrees. Answers how many were taken and which buses were not on the road; to whoever shows no token there is no such
 * address.
 */
export async function answerTracker(
  runtime: Pick<Runtime, "db" | "live">,
  token: string | undefined,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const answer = (status: number, body: unknown) =>
    void res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  if (!showsToken(req, token)) return void res.writeHead(404).end();
  if (req.method !== "POST") return answer(405, { error: "Send places by POST." });
  const input = trackedInput.safeParse(parse(await text(req)));
  if (!input.success) return answer(400, { error: z.prettifyError(input.error) });
  answer(200, await takeTracked({ db: runtime.db, live: runtime.live, actor: SYSTEM }, input.data));
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

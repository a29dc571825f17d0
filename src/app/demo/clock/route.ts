import { goOnInput } from "#contract/demo.ts";
import { SYSTEM } from "#server/ctx.ts";
import { sendClockOn } from "#server/demo/go-on.ts";
import { findDemoClock } from "#server/demo/read-clock.ts";
import { runtime } from "#server/runtime.ts";

const nothing = () => new Response(null, { status: 404 });

/** The demo's hour; nothing outside the demo. */
export async function GET(): Promise<Response> {
  const clock = runtime().env.DEMO ? await findDemoClock(runtime()) : undefined;
  return clock ? Response.json(clock, { headers: { "cache-control": "no-store" } }) : nothing();
}

/** Sends the demo's hour on to a station; nothing outside the demo. */
export async function POST(request: Request): Promise<Response> {
  const { env, db, live, queue } = runtime();
  if (!env.DEMO) return nothing();
  const input = goOnInput.safeParse(await request.json().catch(() => null));
  if (!input.success) return new Response(null, { status: 400 });
  await sendClockOn({ db, live, actor: SYSTEM }, input.data);
  await queue.send("go-on", {});
  return new Response(null, { status: 204 });
}

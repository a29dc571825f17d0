import { readInbox } from "#server/demo/read-demo-page.ts";
import { runtime } from "#server/runtime.ts";

/** The newest one-time code of the demo's inbox; nothing outside the demo. */
export async function GET(): Promise<Response> {
  if (!runtime().env.DEMO) return new Response(null, { status: 404 });
  const inbox = await readInbox();
  return new Response(/\d{6}/.exec(inbox[0]?.text ?? "")?.[0] ?? "", { headers: { "cache-control": "no-store" } });
}

import { enterInput } from "#contract/demo.ts";
import { AppError } from "#server/app-error.ts";
import { SYSTEM } from "#server/ctx.ts";
import { enterAs } from "#server/demo/enter-as.ts";
import { runtime } from "#server/runtime.ts";

/** How to sign in as one of the demo's people; nothing outside the demo. */
export async function POST(request: Request): Promise<Response> {
  const { demo, db, live } = runtime();
  if (!demo) return new Response(null, { status: 404 });
  const input = enterInput.safeParse(await request.json().catch(() => null));
  if (!input.success) return new Response(null, { status: 400 });
  try {
    const key = await enterAs({ db, live, actor: SYSTEM }, demo, input.data.id);
    return Response.json(key, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (error instanceof AppError) return new Response(null, { status: 404 });
    throw error;
  }
}

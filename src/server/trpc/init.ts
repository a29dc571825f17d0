import { initTRPC, TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { unreadableIn } from "#contract/unreadable.ts";
import { inTheWay } from "#db/in-the-way.ts";
import type { Role } from "#domain/kernel/role.ts";
import type { SecurityKind } from "#domain/oversight/security-kind.ts";
import { AppError, type AppErrorCode } from "../app-error.ts";
import { actAs, type Session } from "../auth/session.ts";
import type { Ctx } from "../ctx.ts";
import { log } from "../log.ts";
import { calls } from "../metrics.ts";
import type { Runtime } from "../runtime.ts";

export type ApiContext = {
  readonly runtime: Runtime;
  readonly session: () => Promise<Session | null>;
  readonly requestId: string;
  /** Where the call comes from. */
  readonly address: string;
  /** Whose page the call comes from, where it says so. */
  readonly speaker?: string | undefined;
};

const TRPC_CODE = {
  not_signed_in: "UNAUTHORIZED",
  password_change_required: "UNAUTHORIZED",
  second_factor_required: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  bad_input: "BAD_REQUEST",
  refused: "UNPROCESSABLE_CONTENT",
  conflict: "CONFLICT",
  sold_out: "CONFLICT",
  busy: "TOO_MANY_REQUESTS",
} as const satisfies Record<AppErrorCode, TRPCError["code"]>;

/** What an error looks like on the wire: a code of the closed list (or `bug`), its detail, and the request's id. */
export type WireError = {
  readonly code: AppErrorCode | "bug";
  readonly detail: Readonly<Record<string, unknown>>;
  readonly requestId: string;
};

const t = initTRPC
  .context<ApiContext>()
  .meta<{ roles?: readonly Role[] }>()
  .create({
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
    errorFormatter: ({ shape, error, ctx }) => {
      const cause = error.cause;
      const app: WireError =
        cause instanceof AppError
          ? { code: cause.code, detail: cause.detail, requestId: ctx?.requestId ?? "" }
          : cause instanceof ZodError
            ? {
                code: "bad_input",
                detail: { issues: cause.issues.map((i) => ({ path: i.path.join("."), message: i.message })) },
                requestId: ctx?.requestId ?? "",
              }
            : {
                code:
                  error.code === "INTERNAL_SERVER_ERROR"
                    ? "bug"
                    : error.code === "NOT_FOUND"
                      ? "not_found"
                      : "bad_input",
                detail: {},
                requestId: ctx?.requestId ?? "",
              };
      return { ...shape, message: app.code, data: { code: shape.data.code, httpStatus: shape.data.httpStatus, app } };
    },
  });

export const router = t.router;

const OUT_OF_REACH: Partial<Record<AppErrorCode, SecurityKind>> = {
  forbidden: "out_of_scope",
  second_factor_required: "without_factor",
};

const toWire = (cause: AppError) => new TRPCError({ code: TRPC_CODE[cause.code], message: cause.code, cause });

const MOST_AGAIN = 3;

/**
 * An `AppError` keeps its meaning on the way out; without a database, or when others were in
 * the way again and again, everybody reads that he may try again; everything
 * else is a bug: logged, and never shown.
 */
const answers = t.middleware(async ({ next, ctx, path }) => {
  const { database } = ctx.runtime;
  if (database.isLost()) throw toWire(new AppError("busy"));
  const took = calls.startTimer({ procedure: path });
  let result = await next();
  // Of two who waited for each other one was undone whole: he goes again, now behind the other.
  for (let again = 0; again < MOST_AGAIN && !result.ok && inTheWay(result.error) === "undone"; again += 1)
    result = await next();
  took({ answer: result.ok ? "ok" : answerOf(result.error) });
  if (!result.ok) {
    const cause = result.error.cause;
    noteReach(ctx, path, cause).catch((err) => log.error({ err }, "security events"));
    if (cause instanceof AppError) throw toWire(cause);
    if (database.heard(cause) || inTheWay(cause)) throw toWire(new AppError("busy"));
    if (result.error.code === "INTERNAL_SERVER_ERROR")
      log.error({ requestId: ctx.requestId, path, err: cause ?? result.error }, "bug");
  }
  return result;
});

/** Whoever asks for what his roles do not open is counted, with the procedure and nothing of what he sent. */
async function noteReach({ runtime, session }: ApiContext, path: string, cause: unknown): Promise<void> {
  const kind = cause instanceof AppError && OUT_OF_REACH[cause.code];
  if (kind) await runtime.security.note(kind, path, (await session())?.userId ?? null);
}

/** What the caller is told, as a word of few: a code of ours, or the protocol's. */
const answerOf = ({ cause, code }: TRPCError) => (cause instanceof AppError ? cause.code : code.toLowerCase());

export const publicProcedure = t.procedure.use(answers);

/** A procedure for the named roles: the first of them that the person holds right now is the role he acts in. */
export function procedureFor(...roles: readonly [Role, ...Role[]]) {
  return publicProcedure.meta({ roles }).use(async ({ ctx, next, getRawInput }) => {
    const actor = actAs(await ctx.session(), roles);
    if (ctx.speaker !== undefined && ctx.speaker !== actor.userId) throw toWire(new AppError("not_signed_in"));
    const path = unreadableIn(await getRawInput());
    if (path !== undefined)
      throw toWire(new AppError("bad_input", { issues: [{ path, message: "a sign that no text may hold" }] }));
    const { db, live } = ctx.runtime;
    const inner: Ctx = { actor, db, live };
    return next({ ctx: { ...ctx, ...inner } });
  });
}

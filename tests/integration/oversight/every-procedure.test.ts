import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLES, type Role } from "../../../src/domain/kernel/role.ts";
import type { Session } from "../../../src/server/auth/session.ts";
import { watchDatabase } from "../../../src/server/database-watch.ts";
import type { Runtime } from "../../../src/server/runtime.ts";
import type { WireError } from "../../../src/server/trpc/init.ts";
import { appRouter } from "../../../src/server/trpc/router.ts";
import { aCity, type City } from "../../support/city.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.close());

type Procedure = { _def: { type: "query" | "mutation" | "subscription"; meta?: { roles?: readonly Role[] } } };
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);

function sessionOf(role: Role, hasSecondFactor = true, hasFirstPassword = false): Session {
  const { actor } = city.ctxFor(role, { userId: city.places[0].clerk });
  return { userId: city.places[0].clerk, name: role, hasSecondFactor, hasFirstPassword, actors: { [role]: actor } };
}

/** Calls a procedure with an input that no schema takes: whoever gets past the door is told about the input. */
async function knock(
  path: string,
  session: Session | null,
  input: unknown = { nonsense: true },
  speaker?: string,
): Promise<string> {
  const { db } = city.app;
  const ctx = city.ctxFor("SYS");
  const runtime = {
    db,
    now: async () => city.clock.now(),
    live: ctx.live,
    database: watchDatabase(async () => {}),
    security: { note: async () => {} },
  } as unknown as Runtime;
  const caller = appRouter.createCaller({
    runtime,
    session: async () => session,
    requestId: "test",
    address: "10.0.0.1",
    speaker,
  }) as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  const [area = "", name = ""] = path.split(".");
  try {
    await caller[area]?.[name]?.(input);
    return "answered";
  } catch (error) {
    const { cause, code } = error as { cause?: { code?: WireError["code"] }; code: string };
    return cause?.code ?? code;
  }
}

test("every procedure names the roles it is for, but the one that says that something changed and a new city's first start", () => {
  const open = procedures.filter(([, p]) => !p._def.meta?.roles).map(([path]) => path);
  expect(open.toSorted()).toEqual(["live.changes", "staff.first"]);
});

test("every procedure turns away every role that it is not for, and whoever is not signed in", async () => {
  for (const [path, p] of procedures) {
    const roles = p._def.meta?.roles;
    if (!roles) continue;
    expect(await knock(path, null), path).toBe("not_signed_in");
    for (const role of ROLES) {
      const answer = await knock(path, sessionOf(role));
      if (roles.includes(role))
        expect(["answered", "BAD_REQUEST", "not_found"], `${path} as ${role}`).toContain(answer);
      else expect(answer, `${path} as ${role}`).toBe("forbidden");
    }
  }
});

test("a page of somebody else, left open in another tab, gets nowhere under the name of who signed in since", async () => {
  const mine = sessionOf("GW");
  const other = "00000000-0000-4000-8000-000000000000";
  expect(await knock("grid.recordDoors", mine, undefined, other)).toBe("not_signed_in");
  expect(await knock("grid.recordDoors", mine, undefined, mine.userId)).toBe("BAD_REQUEST");
});

test("the desk and dispatch get nowhere without a second factor", async () => {
  for (const [path, p] of procedures)
    for (const role of ["DESK", "DIS"] as const)
      if (p._def.meta?.roles?.includes(role))
        expect(await knock(path, sessionOf(role, false)), path).toBe("second_factor_required");
});

test("nobody gets anywhere with the password of the invitation", async () => {
  for (const [path, p] of procedures)
    for (const role of p._def.meta?.roles ?? [])
      expect(await knock(path, sessionOf(role, true, true)), path).toBe("password_change_required");
});

test("a NUL and half a sign are turned away at every door, before anything is read or written", async () => {
  for (const [path, p] of procedures) {
    const role = p._def.meta?.roles?.[0];
    if (!role) continue;
    for (const bad of ["a\0b", "\ud800"]) {
      expect(await knock(path, sessionOf(role), { note: bad }), path).toBe("bad_input");
      expect(await knock(path, sessionOf(role), { lines: [{ [bad]: 1 }] }), path).toBe("bad_input");
    }
  }
});

import type { Role } from "#domain/kernel/role.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { type Actor, type Ctx, SYSTEM } from "../../ctx.ts";

/**
 * A piece of work of the demo's people, who play their part while somebody else walks the chain. It is done through the
 * use cases that they would press, once it is due, unless it was done before.
 */
export type Work = {
  /** Names it within one walk: what was tried once is not tried again. */
  readonly key: string;
  readonly at: Instant;
  readonly run: () => Promise<unknown>;
  /** What the same people have to do after it, where that is known without looking at everything again. */
  readonly next?: () => Promise<Work | undefined>;
};

/** Somebody of the demo who holds the role over these places. */
export const as = (ctx: Ctx, role: Role, scope: Partial<Actor> = {}): Ctx => ({
  ...ctx,
  actor: { ...SYSTEM, name: "demo", role, ...scope },
});

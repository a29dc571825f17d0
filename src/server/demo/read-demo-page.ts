import { createOTP } from "@better-auth/utils/otp";
import { desc } from "drizzle-orm";
import type { DemoEntry, Turn, WalkStep } from "#contract/demo.ts";
import { demoInbox } from "#db/schema/index.ts";
import { look } from "../act.ts";
import { AppError } from "../app-error.ts";
import { SYSTEM } from "../ctx.ts";
import { runtime } from "../runtime.ts";
import { listTurns } from "./list-turns.ts";
import { readWalk } from "./read-walk.ts";
import { demoSignIns } from "./sign-ins.ts";

type Message = { readonly id: string; readonly phone: string; readonly text: string; readonly at: number };

export type DemoPage = {
  readonly signIns: readonly DemoEntry[];
  readonly walk: readonly WalkStep[];
  readonly turns: readonly Turn[];
  readonly inbox: readonly Message[];
};

/** The demo's ways in with the second factors of this half minute, whose turn it is, and the text messages it did not send. @throws AppError `not_found` outside the demo */
export async function readDemoPage(): Promise<DemoPage> {
  const inbox = await readInbox();
  const { walk, turns } = await look({ db: runtime().db, actor: SYSTEM }, async (tx) => {
    const turns = await listTurns(tx);
    return { turns, walk: await readWalk(tx, turns) };
  });
  const signIns = await Promise.all(
    demoSignIns().map(async ({ totp, ...s }) => ({ ...s, code: totp ? await createOTP(totp).totp() : null })),
  );
  return { signIns, walk, turns, inbox };
}

/** The newest of the text messages that the demo did not send. @throws AppError `not_found` outside the demo */
export async function readInbox(): Promise<readonly Message[]> {
  const { env, db } = runtime();
  if (!env.DEMO) throw new AppError("not_found");
  return look({ db, actor: SYSTEM }, (tx) => tx.select().from(demoInbox).orderBy(desc(demoInbox.at)).limit(20));
}

import { createOTP } from "@better-auth/utils/otp";
import { desc } from "drizzle-orm";
import type { DemoEntry } from "#contract/demo.ts";
import { demoInbox } from "#db/schema/index.ts";
import { look } from "../act.ts";
import { AppError } from "../app-error.ts";
import { SYSTEM } from "../ctx.ts";
import { runtime } from "../runtime.ts";
import { demoSignIns } from "./sign-ins.ts";

export type DemoPage = {
  readonly signIns: readonly DemoEntry[];
  readonly inbox: readonly {
    readonly id: string;
    readonly phone: string;
    readonly text: string;
    readonly at: number;
  }[];
};

/** The demo's ways in with the second factors of this half minute, and the text messages it did not send. @throws AppError `not_found` outside the demo */
export async function readDemoPage(): Promise<DemoPage> {
  const { env, db } = runtime();
  if (!env.DEMO) throw new AppError("not_found");
  const inbox = await look({ db, actor: SYSTEM }, (tx) =>
    tx.select().from(demoInbox).orderBy(desc(demoInbox.at)).limit(20),
  );
  const signIns = await Promise.all(
    demoSignIns().map(async ({ totp, ...s }) => ({ ...s, code: totp ? await createOTP(totp).totp() : null })),
  );
  return { signIns, inbox };
}

import { randomUUID } from "node:crypto";
import type { ScopedDatabase } from "#db/client.ts";
import { demoInbox } from "#db/schema/index.ts";
import { act } from "./act.ts";
import { SYSTEM } from "./ctx.ts";
import { nobodyListens } from "./live.ts";

/** The port to whoever sends text messages: takes the phone's number and the words; rejects when it was not taken. */
export type SmsSender = (phone: string, text: string) => Promise<void>;

/** Writes messages to the inbox page of the demo instead of sending them. */
export function demoSender(db: ScopedDatabase): SmsSender {
  return (phone, text) =>
    act({ db, actor: SYSTEM, live: nobodyListens }, async (tx) => {
      await tx.insert(demoInbox).values({ id: randomUUID(), phone, text, at: tx.at });
    });
}

/** Hands messages to the city's own gateway. */
export function webhookSender(url: string): SmsSender {
  return async (phone, text) => {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ phone, text }),
      redirect: "error",
      signal: AbortSignal.timeout(8_000),
    });
    if (!answer.ok) throw new Error(`the SMS gateway answered ${answer.status}`);
  };
}

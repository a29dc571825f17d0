import type { GoOnInput } from "#contract/demo.ts";

/** Sends the demo's clock on. @returns whether it was told */
export async function sendClock(to: GoOnInput["to"]): Promise<boolean> {
  const answer = await fetch("/demo/clock", { method: "POST", body: JSON.stringify({ to }) }).catch(() => undefined);
  return answer?.ok ?? false;
}

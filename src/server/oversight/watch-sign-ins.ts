import { z } from "zod";
import type { UserId } from "#domain/kernel/ids.ts";
import { log } from "../log.ts";
import type { SecurityLog } from "./note-security.ts";

/** The steps that show something to come in, under whatever path the sign-in lies. */
const SHOWN = [
  "/sign-in/username",
  "/phone-number/verify",
  "/two-factor/verify-totp",
  "/two-factor/verify-backup-code",
];
const CAME_IN = z.object({ user: z.object({ id: z.guid().transform((v) => v as UserId) }) });
const NAMED = z.object({ username: z.string() });

/**
 * The sign-in's handler, with what came of each try counted: who came in of the staff, wrong passwords and codes, and
 * tries that were not looked at. The answer waits for nothing of it.
 */
export function watchSignIns(
  handler: (request: Request) => Promise<Response>,
  { note }: Pick<SecurityLog, "note">,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const path = new URL(request.url).pathname;
    const step = SHOWN.find((s) => path.endsWith(s));
    if (!step) return handler(request);
    const asked = request.clone();
    const answer = await handler(request);
    const told = answer.clone();
    const work = async () => {
      const named = NAMED.safeParse(await asked.json().catch(() => null));
      if (!answer.ok) return note(answer.status === 429 ? "held" : "failed", step, named.success ? named.data : null);
      // Half of a sign-in names nobody yet; residents come in by the thousand, and are nobody's to watch.
      const who = CAME_IN.safeParse(await told.json().catch(() => null));
      if (who.success && step !== "/phone-number/verify") await note("signed_in", step, who.data.user.id);
    };
    work().catch((err) => log.error({ err }, "security events"));
    return answer;
  };
}

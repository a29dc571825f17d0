import { randomUUID } from "node:crypto";
import type { DriveEvent, DriveOutcome } from "../../src/contract/drive.ts";
import { instant } from "../../src/domain/kernel/time.ts";
import type { Ctx } from "../../src/server/ctx.ts";
import { recordDrive } from "../../src/server/usecases/movement/record-drive.ts";

type Bare<E> = E extends unknown ? Omit<E, "id" | "deviceAt"> & { id?: string; agoSeconds?: number } : never;
/** What a driver presses; without an id it gets a new one, without an age it is pressed now. */
export type Press = Bare<DriveEvent>;

/** The phone's clock is years off, as a cheap phone's may be: only how long ago something was can be known of it. */
const SENT_AT = Date.UTC(2020, 0, 1);

export const pressed = ({ id = randomUUID(), agoSeconds = 0, ...press }: Press): DriveEvent =>
  ({ ...press, id, deviceAt: instant(SENT_AT - agoSeconds * 1000) }) as DriveEvent;

/** What a phone sends in one set. */
export const sent = (...presses: readonly Press[]) => ({ events: presses.map(pressed), sentAt: instant(SENT_AT) });

/** A driver's phone sends what was pressed, in one set. */
export async function send(driver: Ctx, ...presses: readonly Press[]): Promise<readonly DriveOutcome[]> {
  return (await recordDrive(driver, sent(...presses))).outcomes;
}

/** He presses one thing where there is a network. @throws what the server said no with */
export async function press(driver: Ctx, what: Press): Promise<void> {
  const [outcome] = await send(driver, what);
  if (outcome?.status === "conflict") throw outcome.app;
  if (outcome?.status !== "done") throw new Error("nothing was stored");
}

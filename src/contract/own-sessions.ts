import { z } from "zod";
import type { SessionId } from "#domain/kernel/ids.ts";
import type { Device } from "#domain/oversight/device.ts";
import { id } from "./orders.ts";

/** One place where the reader is signed in: no address, and nothing that would open it. */
export type OwnSession = {
  readonly id: SessionId;
  readonly device: Device;
  readonly sinceMs: number;
  /** When he was last there: staff to within some minutes, residents to within a day. */
  readonly seenMs: number;
  readonly isThis: boolean;
};

export const endSessionInput = z.object({ sessionId: id<SessionId>() });
export const endOtherSessionsInput = z.object({ keep: id<SessionId>() });

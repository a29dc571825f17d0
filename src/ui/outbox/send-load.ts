import type { DriveOutcome } from "#contract/drive.ts";
import type { DoorOutcome } from "#contract/grid-doors.ts";
import type { Instant } from "#domain/kernel/time.ts";
import type { Answer, Entry } from "#domain/offline/outbox.ts";
import { type Api, api } from "../api.ts";
import { type Refused, refusalOf } from "../error-words.ts";
import { deviceNow } from "../kit/device-now.ts";
import type { CountLoad, DoorLoad, DriveLoad, Load, OrderLoad } from "./load.ts";
import type { Sent } from "./send-waiting.ts";

const WHO_IS_THIS: readonly Refused["code"][] = [
  "not_signed_in",
  "password_change_required",
  "second_factor_required",
  "forbidden",
];

/** Longer than a photo takes from the slowest phone; who has not answered by then does not. */
const LONGEST_MS = 60_000;

/** Sends entries of one kind, in their order. A refusal is an answer; after a "not now" they are sent again. */
export async function sendLoad(batch: readonly Entry<Load>[]): Promise<Sent> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), LONGEST_MS);
  try {
    const client = await api();
    const doors = batch.flatMap(({ load, ...e }) => (load.kind === "door" ? [{ ...e, load }] : []));
    if (doors.length > 0) return { heard: await sendDoors(client, doors, late.signal) };
    const drives = batch.flatMap(({ load, ...e }) => (load.kind === "drive" ? [{ ...e, load }] : []));
    if (drives.length > 0) return { heard: await sendDrives(client, drives, late.signal) };
    return { heard: await sendEach(client, batch, late.signal) };
  } catch (error) {
    const { code } = refusalOf(error);
    if (WHO_IS_THIS.includes(code)) return { stranger: true };
    // The server said something, though nothing of ours: it is there, and stumbled.
    const spoke = code !== undefined || (error as { meta?: { response?: unknown } }).meta?.response !== undefined;
    return spoke ? { heard: [] } : { silent: true };
  } finally {
    clearTimeout(timer);
  }
}

async function sendDoors(client: Api, batch: readonly Entry<DoorLoad>[], signal: AbortSignal): Promise<Answer[]> {
  const events = batch.map((e) => e.load.event);
  const { outcomes, at } = await client.grid.recordDoors.mutate({ events }, { signal });
  return outcomes.flatMap((o) => (at === undefined ? [] : answerTo(o, at)));
}

function answerTo(outcome: DoorOutcome, at: Instant): Answer[] {
  if (outcome.status === "again") return [];
  if (outcome.status === "done") return [{ id: outcome.id, at, trouble: null }];
  const { id, reason, cashBooked } = outcome;
  return [{ id, at, trouble: reason, ...(cashBooked === undefined ? {} : { detail: { cashBooked } }) }];
}

async function sendDrives(client: Api, batch: readonly Entry<DriveLoad>[], signal: AbortSignal): Promise<Answer[]> {
  const pressed = { events: batch.map((e) => e.load.event), sentAt: deviceNow() };
  const { outcomes, at } = await client.movement.recordDrive.mutate(pressed, { signal });
  return outcomes.flatMap((o) => (at === undefined ? [] : answerToDrive(o, at)));
}

function answerToDrive(outcome: DriveOutcome, at: Instant): Answer[] {
  const { id } = outcome;
  if (outcome.status === "again") return [];
  if (outcome.status === "done") return [{ id, at, trouble: null }];
  return [{ id, at, trouble: "refused", detail: { app: outcome.app } }];
}

/** One call each, one after the other. What the server is silent about ends the set; the rest is sent again. */
async function sendEach(client: Api, batch: readonly Entry<Load>[], signal: AbortSignal): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const { id, load } of batch)
    try {
      answers.push({
        id,
        ...(await sendOne(client, load as OrderLoad | CountLoad, signal)),
        at: deviceNow(),
      });
    } catch (error) {
      if (isRefusal(error)) answers.push({ id, at: deviceNow(), trouble: "refused", detail: { app: error.data.app } });
      else if (answers.length > 0) break;
      else throw error;
    }
  return answers;
}

type Told = Pick<Answer, "trouble" | "detail">;
async function sendOne(client: Api, load: OrderLoad | CountLoad, signal: AbortSignal): Promise<Told> {
  if (load.kind === "order") return { trouble: null, detail: await client.orders.place.mutate(load.order, { signal }) };
  return { trouble: null, detail: await client.grid.countHandover.mutate(load.count, { signal }) };
}

/** What the server says no to for good; "not now" and "who is this" are none. */
function isRefusal(error: unknown): error is { data: { app: object } } {
  const { code } = refusalOf(error);
  return code !== undefined && code !== "busy" && code !== "bug" && !WHO_IS_THIS.includes(code);
}

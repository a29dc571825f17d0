import { waitingIn } from "#domain/offline/outbox.ts";
import { outboxOf } from "./outbox-of.ts";

// What signing out does to what lies on this phone. Loaded when somebody wants to leave, not before.

/** Whose work lies here; undefined on a phone that keeps nothing. */
async function find() {
  try {
    const shelf = await import("./phone-shelf.ts");
    const owner = await shelf.findPerson();
    return owner === undefined ? undefined : { owner, shelf, outbox: outboxOf(owner) };
  } catch {
    return undefined;
  }
}

/** How many entries of the person who works here the server has not answered; sends them first where there is a network. */
export async function sendAndCount(): Promise<number> {
  const here = await find();
  await here?.outbox.flush();
  return here ? waitingIn(here.outbox.read().box).length : 0;
}

/** Throws away the key and all that it opens: pages, and what still waits. */
export async function forgetHere(): Promise<void> {
  const here = await find();
  await here?.shelf.forgetOwner(here.owner);
  await globalThis.caches?.delete("pages");
}

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { canSeal, newSealingKey, type Sealed, type SealingKey, seal, unseal } from "./sealing.ts";

interface Shelf extends DBSchema {
  /** One key for each person who works on this phone: what is sealed with it is lost with it. */
  keys: { key: string; value: SealingKey };
  rows: { key: string; value: Row; indexes: { owner: string } };
  /** Whose pages this phone shows now. */
  here: { key: "person"; value: string };
}
type Row = {
  readonly id: string;
  readonly owner: string;
  /** Not answered yet: the one thing that can be told without the key, so that nobody throws it away unknowingly. */
  readonly waiting: boolean;
  readonly sealed: Sealed;
};

let opened: Promise<IDBPDatabase<Shelf>> | undefined;
let lost: (() => void) | undefined;

/** @param told when the browser has taken away what lay here */
export const onLost = (told: () => void): void => {
  lost = told;
};

/** The phone's own database. @throws where the browser has none, or lets nobody in */
function open(): Promise<IDBPDatabase<Shelf>> {
  opened ??= openDB<Shelf>("baogong", 1, {
    upgrade(db) {
      db.createObjectStore("keys");
      db.createObjectStore("rows", { keyPath: "id" }).createIndex("owner", "owner");
      db.createObjectStore("here");
    },
    // The browser closed it (its storage was cleared, say): the next call opens it anew.
    terminated: () => {
      opened = undefined;
      lost?.();
    },
  });
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

/** The person's key, made at his first need; of two tabs that make one at once, the first to store it wins. */
async function keyOf(owner: string): Promise<SealingKey | undefined> {
  if (!canSeal()) return undefined;
  const db = await open();
  const kept = await db.get("keys", owner);
  if (kept) return kept;
  const made = await newSealingKey();
  const tx = db.transaction("keys", "readwrite");
  const first = await tx.store.get(owner);
  if (!first) await tx.store.put(made, owner);
  await tx.done;
  return first ?? made;
}

/** Whether what is put here is sealed. */
export const isSealing = canSeal;

/** Everything of a person that lies on this phone, as he put it there; and how much of it waits and opens no more. */
export async function readRows(owner: string): Promise<{ texts: string[]; unreadable: number }> {
  const rows = await (await open()).getAllFromIndex("rows", "owner", owner);
  const key = await keyOf(owner);
  const texts = await Promise.all(rows.map((r) => unseal(key, r.sealed)));
  const unreadable = rows.filter((r, i) => r.waiting && texts[i] === undefined).length;
  return { texts: texts.filter((t) => t !== undefined), unreadable };
}

/** Puts a row on the phone, and answers when it is there. @throws when the storage is full or gone */
export async function putRow(owner: string, id: string, text: string, waiting: boolean): Promise<void> {
  const sealed = await seal(await keyOf(owner), text);
  const tx = (await open()).transaction("rows", "readwrite", { durability: "strict" });
  await Promise.all([tx.store.put({ id, owner, waiting, sealed }), tx.done]);
}

export async function dropRows(ids: readonly string[]): Promise<void> {
  const tx = (await open()).transaction("rows", "readwrite");
  await Promise.all([...ids.map((id) => tx.store.delete(id)), tx.done]);
}

/** How many entries of other people wait on this phone; nothing of theirs can be read from here. */
export async function countStrangers(owner: string): Promise<number> {
  const rows = await (await open()).getAll("rows");
  return rows.filter((r) => r.owner !== owner && r.waiting).length;
}

/** Throws away a person's key and all that it opened. */
export async function forgetOwner(owner: string): Promise<void> {
  const tx = (await open()).transaction(["keys", "rows", "here"], "readwrite");
  if ((await tx.objectStore("here").get("person")) === owner) await tx.objectStore("here").delete("person");
  const ids = await tx.objectStore("rows").index("owner").getAllKeys(owner);
  await Promise.all([
    ...ids.map((id) => tx.objectStore("rows").delete(id)),
    tx.objectStore("keys").delete(owner),
    tx.done,
  ]);
}

/**
 * Somebody's pages are on this phone's screen now. All others who have signed in here are forgotten, but for those of
 * whom something waits: theirs stays, sealed, until they are back.
 * @returns whether it was somebody else's before
 */
export async function setPerson(owner: string): Promise<boolean> {
  const db = await open();
  const before = await db.get("here", "person");
  await db.put("here", owner, "person");
  const rows = await db.getAll("rows");
  const owners = new Set([...rows.map((r) => r.owner), ...(await db.getAllKeys("keys"))]);
  for (const other of owners)
    if (other !== owner && !rows.some((r) => r.owner === other && r.waiting)) await forgetOwner(other);
  return before !== undefined && before !== owner;
}

/** The key of whose pages are on the screen; undefined before there is one, and after he has left. */
export async function findKeyHere(): Promise<SealingKey | undefined> {
  const owner = await findPerson();
  return owner === undefined ? undefined : keyOf(owner);
}

/** Whose pages were on the screen last. */
export const findPerson = async (): Promise<string | undefined> => (await open()).get("here", "person");

import type { UserId } from "#domain/kernel/ids.ts";
import type { Session } from "./session.ts";

/** How long a session and its roles may be read from memory, should the database's word that they changed be lost. */
const KEPT_MS = 15_000;

/** Sessions that one process has read a moment ago, so that not every call asks the database. */
export class KnownSessions {
  /** By token, the oldest first. */
  readonly #known = new Map<string, { session: Promise<Session | null>; until: number }>();

  /** The session of a token, read with `load` when it is not known. Nobody's is not kept. */
  of(token: string, load: () => Promise<Session | null>): Promise<Session | null> {
    const now = Date.now();
    const kept = this.#known.get(token);
    if (kept && kept.until > now) return kept.session;
    const session = load();
    // Those that have run out make room.
    this.#known.delete(token);
    for (const [old, { until }] of this.#known) {
      if (until > now) break;
      this.#known.delete(old);
    }
    this.#known.set(token, { session, until: now + KEPT_MS });
    const drop = () => void (this.#known.get(token)?.session === session && this.#known.delete(token));
    session.then((s) => s ?? drop()).catch(drop);
    return session;
  }

  /** Forgets a person's sessions, also those that are being read: they may have been read before the change. */
  async forget(userId: UserId): Promise<void> {
    await Promise.all(
      [...this.#known].map(async ([token, { session }]) => {
        const found = await session.catch(() => null);
        if (found?.userId === userId && this.#known.get(token)?.session === session) this.#known.delete(token);
      }),
    );
  }

  forgetAll(): void {
    this.#known.clear();
  }
}

import { AppError } from "../app-error.ts";

/** Streams that one person keeps: several devices and pages. A phone that changes its network leaves dead ones behind. */
const A_PERSON = 12;
/** A whole office, or a mobile network, may stand behind one address. */
const AN_ADDRESS = 1_000;

type Stream = {
  readonly userId: string;
  readonly address: string;
  /** Whether its session, as it is now, may still hear what it hears. */
  readonly mayGoOn: () => Promise<boolean>;
  readonly end: () => void;
};

/** The event streams of one process, counted by person and by address. */
export class OpenStreams {
  /** The oldest first. */
  private readonly open = new Set<Stream>();

  get size(): number {
    return this.open.size;
  }

  /**
   * Takes a stream in; `close` must be called when it is over. The oldest of a person who has too many is ended: it is
   * the one that most likely nobody reads.
   * @returns `ended` aborts when this stream has to make room
   * @throws AppError `busy` when too many people behind this address have one
   */
  take(
    userId: string,
    address: string,
    mayGoOn: Stream["mayGoOn"],
  ): { readonly ended: AbortSignal; readonly close: () => void } {
    const open = [...this.open];
    if (open.filter((s) => s.address === address).length >= AN_ADDRESS) throw new AppError("busy");
    const theirs = open.filter((s) => s.userId === userId);
    for (const old of theirs.slice(0, Math.max(0, theirs.length - A_PERSON + 1))) {
      this.open.delete(old);
      old.end();
    }
    const stop = new AbortController();
    const stream = { userId, address, mayGoOn, end: () => stop.abort() };
    this.open.add(stream);
    return { ended: stop.signal, close: () => void this.open.delete(stream) };
  }

  /** Ends those of a person's streams that may not go on: his session is over, or a role is. */
  async recheck(userId: string): Promise<void> {
    const theirs = [...this.open].filter((s) => s.userId === userId);
    await Promise.all(
      theirs.map(async (stream) => {
        if (await stream.mayGoOn().catch(() => false)) return;
        this.open.delete(stream);
        stream.end();
      }),
    );
  }
}

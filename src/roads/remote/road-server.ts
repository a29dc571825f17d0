import { setTimeout as wait } from "node:timers/promises";

/** A road server could not be asked; another provider may know. The message is for the log and the note. */
export class RoadServerError extends Error {
  readonly kind: "timed_out" | "unreachable" | "refused" | "bad_answer" | "resting";

  constructor(kind: RoadServerError["kind"], message: string) {
    super(message);
    this.name = "RoadServerError";
    this.kind = kind;
  }
}

export type RoadServerOptions = {
  /** Without a slash at its end. */
  readonly url: string;
  /** Of one try; 10 s unless told. */
  readonly timeoutMs?: number;
  /** Tries of one call in all; 3 unless told. */
  readonly tries?: number;
  /** Before the second try up to this long, before the third twice that; 200 ms unless told. */
  readonly backoffMs?: number;
  /** Calls in a row that must fail before the server is left alone; 3 unless told. */
  readonly failuresToRest?: number;
  /** How long it is left alone; 30 s unless told. */
  readonly restMs?: number;
  /** Monotonic milliseconds and numbers from 0 to 1; of the machine unless told. */
  readonly now?: () => number;
  readonly random?: () => number;
};

/**
 * One HTTP server that knows roads. A try that fails for a reason that may pass (no answer in time, no connection, 429,
 * 5xx) is repeated after a pause of random length, so that many askers do not come back at once. After some failed calls
 * the server is left alone for a while and every call fails at once: a circuit breaker. Then one call is let through.
 */
export class RoadServer {
  readonly #options: Required<RoadServerOptions>;
  #failed = 0;
  #restsUntil = -Infinity;

  constructor(options: RoadServerOptions) {
    this.#options = {
      timeoutMs: 10_000,
      tries: 3,
      backoffMs: 200,
      failuresToRest: 3,
      restMs: 30_000,
      now: () => performance.now(),
      random: Math.random,
      ...options,
    };
  }

  get url(): string {
    return this.#options.url;
  }

  /**
   * @param body sent as JSON by POST; without one the path is asked for by GET
   * @throws RoadServerError
   */
  async ask(path: string, body?: object): Promise<unknown> {
    const { tries, backoffMs, failuresToRest, restMs, now, random } = this.#options;
    if (now() < this.#restsUntil)
      throw new RoadServerError("resting", `${this.url} failed ${this.#failed} times and is left alone for now`);
    // While this call is out nobody else is let through to a server that has just rested.
    if (this.#failed >= failuresToRest) this.#restsUntil = now() + restMs;
    for (let left = tries; ; left -= 1)
      try {
        const answer = await this.#once(path, body);
        this.#failed = 0;
        this.#restsUntil = -Infinity;
        return answer;
      } catch (error) {
        if (!(error instanceof RoadServerError)) throw error;
        // The server is well, and would say the same again.
        if (error.kind === "refused") throw error;
        if (left > 1) await wait(random() * backoffMs * 2 ** (tries - left));
        else {
          this.#failed += 1;
          if (this.#failed >= failuresToRest) this.#restsUntil = now() + restMs;
          throw error;
        }
      }
  }

  async #once(path: string, body?: object): Promise<unknown> {
    const { url, timeoutMs } = this.#options;
    const signal = AbortSignal.timeout(timeoutMs);
    const post = body && {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    };
    let status: number;
    let words: string;
    try {
      const answer = await fetch(url + path, { ...post, redirect: "error", signal });
      status = answer.status;
      words = await answer.text();
    } catch (cause) {
      if (signal.aborted) throw new RoadServerError("timed_out", `${url} gave no answer within ${timeoutMs} ms`);
      throw new RoadServerError("unreachable", `${url} cannot be reached: ${(cause as Error).message}`);
    }
    if (status === 429 || status >= 500)
      throw new RoadServerError("unreachable", `${url} answers ${status}: ${words.slice(0, 200)}`);
    if (status >= 400) throw new RoadServerError("refused", `${url} answers ${status}: ${words.slice(0, 200)}`);
    try {
      return JSON.parse(words);
    } catch {
      throw new RoadServerError("bad_answer", `${url} answers something that is not JSON: ${words.slice(0, 80)}`);
    }
  }
}

/** @throws RoadServerError `bad_answer` when a server's JSON is not of the shape that its documentation says */
export function badAnswer(url: string, what: string): RoadServerError {
  return new RoadServerError("bad_answer", `${url} answers without ${what}`);
}

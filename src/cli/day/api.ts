import { Agent, request as send } from "node:http";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { Brand } from "#domain/kernel/ids.ts";
import type { AppRouter } from "#server/trpc/router.ts";

type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;
type Area = keyof Inputs & keyof Outputs;
/** `orders.place` and its like. */
type Path = { [A in Area]: `${A}.${keyof Inputs[A] & string}` }[Area];
type Part<T, P extends Path> = P extends `${infer A}.${infer N}`
  ? A extends keyof T
    ? N extends keyof T[A]
      ? T[A][N]
      : never
    : never
  : never;
/** Ids as they come from a database's rows, without their names; whatever else is as it is. */
type Plain<T> =
  T extends Brand<string, infer _> ? string : T extends object ? { readonly [K in keyof T]: Plain<T[K]> } : T;

/** What the API refused: its code, and its detail in one line. */
export class Refused extends Error {
  readonly code: string;
  readonly kind: string;

  constructor(path: string, code: string, detail: unknown) {
    super(`${path}: ${code} ${JSON.stringify(detail)}`);
    this.code = code;
    this.kind = String((detail as { kind?: unknown } | undefined)?.kind ?? code);
  }
}

/** The public API as people's devices reach it: over HTTP, with a session's cookie, on connections that are kept. */
export class Api {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  calls = 0;

  constructor(port: number) {
    this.#port = port;
  }

  /** @throws Refused with the API's own words; Error when the process does not answer */
  call<P extends Path>(cookie: string, path: P, input: Plain<Part<Inputs, P>>): Promise<Part<Outputs, P>> {
    this.calls += 1;
    const body = JSON.stringify(input);
    return new Promise((done, fail) => {
      const req = send(
        {
          agent: this.#agent,
          host: "127.0.0.1",
          port: this.#port,
          method: "POST",
          path: `/api/trpc/${path}`,
          headers: { "content-type": "application/json", cookie, "content-length": Buffer.byteLength(body) },
        },
        (res) => {
          let text = "";
          res.setEncoding("utf8");
          res.on("data", (chunk: string) => {
            text += chunk;
          });
          res.on("end", () => {
            try {
              const answer = JSON.parse(text) as {
                result?: { data: Part<Outputs, P> };
                error?: { data: { app?: { code: string; detail: unknown } } };
              };
              if (answer.result) done(answer.result.data);
              else
                fail(new Refused(path, answer.error?.data.app?.code ?? "bug", answer.error?.data.app?.detail ?? text));
            } catch {
              fail(new Error(`${path} answered ${res.statusCode}: ${text.slice(0, 200)}`));
            }
          });
        },
      );
      req.on("error", fail);
      req.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Runs `work` over all items, `width` at a time, and says how far it is. */
export async function spread<T>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<void>,
  tick: (done: number, of: number) => void = () => {},
): Promise<void> {
  let next = 0;
  let done = 0;
  const lane = async () => {
    while (next < items.length) {
      const index = next++;
      await work(items[index] as T, index);
      done += 1;
      tick(done, items.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
}

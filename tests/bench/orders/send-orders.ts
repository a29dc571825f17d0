import { fork } from "node:child_process";
import { type Agent, get } from "node:http";
import { fileURLToPath } from "node:url";
import type { LoadResult, LoadTask } from "./load.ts";

/** Sends orders from a process of its own. */
export const sendOrders = (task: LoadTask): Promise<LoadResult> =>
  new Promise((done, fail) => {
    const child = fork(fileURLToPath(new URL("./load.ts", import.meta.url)), {
      execArgv: ["--disable-warning=ExperimentalWarning"],
    });
    child.once("message", (result) => done(result as LoadResult));
    child.once("error", fail);
    child.send(task);
  });

/** Milliseconds until the list of offers has come. */
export function readOffers(port: number, cookie: string, agent?: Agent): Promise<number> {
  const started = performance.now();
  return new Promise((done, fail) =>
    get(
      { host: "127.0.0.1", port, path: "/api/trpc/orders.offers", headers: { cookie }, ...(agent && { agent }) },
      (res) => {
        if (res.statusCode !== 200) fail(new Error(`listing answered ${res.statusCode}`));
        res.resume().once("end", () => done(performance.now() - started));
      },
    ).once("error", fail),
  );
}

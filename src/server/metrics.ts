import type { IncomingMessage, ServerResponse } from "node:http";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { showsToken } from "./door/bearer.ts";
import type { Runtime } from "./runtime.ts";

// What operators watch, in Prometheus' text format. Labels name procedures, outcomes, queues and states: never a person,
// a home or a place.

const registry = new Registry();
const registers = [registry];

export const calls = new Histogram({
  name: "baogong_call_seconds",
  help: "Calls of the API by procedure and by how they were answered",
  labelNames: ["procedure", "answer"] as const,
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 5],
  registers,
});
export const orderOutcomes = new Counter({
  name: "baogong_orders_total",
  help: "Orders that went through the lanes, by outcome",
  labelNames: ["outcome"] as const,
  registers,
});

type Watched = Pick<Runtime, "lanes" | "streams" | "queue" | "db">;
type Count = { readonly labels: Readonly<Record<string, string>>; readonly n: number };

/** Adds what is read at the moment of asking. Once per process. */
function watch(runtime: Watched): void {
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, labelNames: string[], read: () => Promise<readonly Count[]>) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      async collect() {
        this.reset();
        for (const { labels, n } of await read().catch(() => [])) this.set(labels, n);
      },
    });
  const one = (n: number): Count[] => [{ labels: {}, n }];
  gauge("baogong_orders_waiting", "Orders that wait for their lane", [], async () => one(runtime.lanes.waiting));
  gauge("baogong_streams", "Event streams that are open", [], async () => one(runtime.streams.size));
  gauge("baogong_jobs", "Jobs by queue and state", ["queue", "state"], () => runtime.queue.counts());
}

let watching = false;

/** Answers `/api/metrics` to whoever shows the token; to everybody else there is no such page. */
export async function answerMetrics(
  runtime: Watched,
  token: string | undefined,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  if (!showsToken(req, token)) return void res.writeHead(404).end();
  if (!watching) watch(runtime);
  watching = true;
  res.writeHead(200, { "content-type": registry.contentType }).end(await registry.metrics());
}

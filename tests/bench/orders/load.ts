import { Agent } from "node:http";
import { postOrder } from "../../support/post-order.ts";

// Runs in a process of its own: sends orders over kept connections and says how long each took.

export type LoadTask = {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  readonly orders: readonly { readonly cookie: string; readonly body: string }[];
};

export type LoadResult = {
  readonly placed: number;
  readonly soldOut: number;
  readonly otherwise: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
  readonly first: string;
};

async function run(task: LoadTask): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: task.connections });
  const times: number[] = [];
  let [placed, soldOut, otherwise, next, first] = [0, 0, 0, 0, ""];
  const started = performance.now();
  const until = started + task.seconds * 1000;
  const one = async () => {
    while (performance.now() < until) {
      const order = task.orders[next++];
      if (!order) return;
      const t0 = performance.now();
      const { status, text } = await postOrder(agent, task.port, order);
      times.push(performance.now() - t0);
      if (status === 200) placed += 1;
      else if (status === 409 && text.includes("sold_out")) soldOut += 1;
      else {
        otherwise += 1;
        first ||= text.slice(0, 400);
      }
    }
  };
  await Promise.all(Array.from({ length: task.connections }, one));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { placed, soldOut, otherwise, seconds, p50: at(0.5), p99: at(0.99), first };
}

process.on("message", (task: LoadTask) => {
  run(task).then(
    (result) => process.send?.(result, undefined, undefined, () => process.exit(0)),
    (error) => {
      process.stderr.write(`${error}\n`);
      process.exit(1);
    },
  );
});

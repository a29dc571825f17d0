import { get } from "node:http";

// The screens of the bench, in a process of their own: each holds a stream open and counts the places that it hears.

export type Heard = { readonly screens: number; readonly places: number };

type Start = { readonly port: number; readonly cookies: readonly string[] };

let screens = 0;
/** Each place that a screen heard, but for those that it was told when it opened. */
const heard: Set<string>[] = [];

process.on("message", async (message: Start | "count") => {
  if (message === "count") {
    const places = heard.reduce((sum, set) => sum + set.size, 0);
    process.send?.({ screens, places } satisfies Heard);
    return;
  }
  await Promise.all(message.cookies.map((cookie) => watch(message.port, cookie)));
  process.send?.("open");
});

function watch(port: number, cookie: string): Promise<void> {
  const places = new Set<string>();
  heard.push(places);
  return new Promise((open, fail) => {
    const headers = { cookie, accept: "text/event-stream" };
    get(`http://127.0.0.1:${port}/api/trpc/live.positions`, { headers }, (res) => {
      if (res.statusCode !== 200) return fail(new Error(`a stream answered ${res.statusCode}`));
      screens += 1;
      let rest = "";
      res.setEncoding("utf8").on("data", (piece: string) => {
        const lines = (rest + piece).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) if (line.startsWith("data: [")) take(line.slice(6), places);
        open();
      });
    }).on("error", fail);
  });
}

type Place = { readonly tripId: string; readonly lat: number };
/** The first round warms up and is not counted. */
const WARM_LAT = 24.75;

function take(line: string, places: Set<string>): void {
  for (const { tripId, lat } of JSON.parse(line) as Place[]) if (lat !== WARM_LAT) places.add(`${tripId} ${lat}`);
}

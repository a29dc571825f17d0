import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { estimateProvider } from "../../../src/roads/estimate-provider.ts";
import { firstThatAnswers } from "../../../src/roads/fallback-provider.ts";
import { osrmProvider } from "../../../src/roads/remote/osrm-provider.ts";
import { RoadServer, type RoadServerOptions } from "../../../src/roads/remote/road-server.ts";
import { decodeLine, valhallaProvider } from "../../../src/roads/remote/valhalla-provider.ts";
import { UNREACHABLE } from "../../../src/roads/road-matrix.ts";
import { spot } from "./tiny-roads.ts";

// No Valhalla or OSRM runs here: a real HTTP server on this machine gives answers of the shape that their documentation
// describes. What these tests show is how the adapters ask, read, repeat and give up.

type Asked = { path: string; body: Record<string, unknown> };
type Reply = { status?: number; json?: unknown; text?: string; never?: true };
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(reply: (asked: Asked, count: number) => Reply) {
  const asked: Asked[] = [];
  const server = createServer(async (req, res) => {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part);
    const body = parts.length > 0 ? JSON.parse(Buffer.concat(parts).toString()) : {};
    asked.push({ path: req.url!, body });
    const { status = 200, json, text, never } = reply(asked.at(-1)!, asked.length);
    if (!never) res.writeHead(status, { "content-type": "application/json" }).end(text ?? JSON.stringify(json));
  });
  open.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const QUICK = { backoffMs: 1, timeoutMs: 2000 } satisfies Partial<RoadServerOptions>;
const BUS = { kind: "bus", heightMetres: 3.2 } as const;
const ZONE = { id: "zone", rings: [[spot(5, 5), spot(5, 6), spot(6, 6), spot(6, 5), spot(5, 5)]] };
const points = Array.from({ length: 5 }, (_, i) => spot(i, i));

type Location = { lat: number; lon: number };
/** A minute and a kilometre a degree's thousandth, one way only for the last target. */
function valhallaAnswer({ path, body }: Asked): Reply {
  if (path === "/locate") {
    const places = (body.locations as Location[]).map(({ lat, lon }) => ({
      input_lat: lat,
      input_lon: lon,
      edges: [{ way_id: 1, correlated_lat: lat, correlated_lon: lon, side_of_street: "neither", percent_along: 0.5 }],
      nodes: null,
    }));
    return { json: places };
  }
  if (path === "/route")
    return {
      json: {
        trip: {
          status: 0,
          legs: [
            {
              summary: { time: 61.4, length: 1.234 },
              shape: "_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI",
              maneuvers: [
                { type: 1, length: 0.5, street_names: ["涂门街"] },
                { type: 26, length: 0.1, roundabout_exit_count: 2 },
                { type: 27, length: 0 },
                { type: 15, length: 0.634, street_names: ["中山路"] },
                { type: 4, length: 0 },
              ],
            },
          ],
        },
      },
    };
  const [sources, targets] = [body.sources as Location[], body.targets as Location[]];
  const rows = sources.map((from, i) =>
    targets.map((to, j) => {
      const far = Math.abs(from.lat - to.lat) * 1000;
      return { from_index: i, to_index: j, time: far === 0 ? 0 : Math.round(far * 60), distance: far };
    }),
  );
  return { json: { sources_to_targets: rows, units: "kilometers" } };
}

describe("Valhalla, by answers of its documented shape", () => {
  test("a matrix comes in blocks under the server's limit, with the bus's height and the closed areas", async () => {
    const { url, asked } = await serve(valhallaAnswer);
    const provider = valhallaProvider({ url, ...QUICK, matrixPairs: 4 });
    const { seconds, metres, stops, notes } = await provider.matrix(points, BUS, [ZONE]);
    const blocks = asked.filter(({ path }) => path === "/sources_to_targets");
    expect(blocks).toHaveLength(9);
    for (const { body } of blocks)
      expect((body.sources as unknown[]).length * (body.targets as unknown[]).length).toBeLessThanOrEqual(4);
    expect(blocks[0]!.body).toMatchObject({ costing: "bus", costing_options: { bus: { height: 3.2 } } });
    expect((blocks[0]!.body.exclude_polygons as number[][][])[0]).toHaveLength(5);
    for (let i = 0; i < 5; i += 1)
      for (let j = 0; j < 5; j += 1) {
        expect(seconds[i * 5 + j]).toBe(Math.round(Math.abs(i - j) * 0.9 * 60));
        expect(metres[i * 5 + j]).toBe(Math.round(Math.abs(i - j) * 900));
      }
    expect(stops.every(({ ok }) => ok)).toBe(true);
    expect(notes).toBeUndefined();
  });

  test("a stop in a closed zone is refused, its row and column are unreachable, and it is not asked for", async () => {
    const { url, asked } = await serve(valhallaAnswer);
    const { seconds, stops } = await valhallaProvider({ url, ...QUICK }).matrix(
      [spot(0, 0), spot(5.5, 5.5), spot(1, 1)],
      BUS,
      [ZONE],
    );
    expect(stops[1]).toEqual({ ok: false, refusal: { kind: "in_closed_zone", closureId: "zone" } });
    expect([seconds[1], seconds[3], seconds[4]]).toEqual([UNREACHABLE, UNREACHABLE, 0]);
    expect((asked.find(({ path }) => path !== "/locate")!.body.sources as unknown[]).length).toBe(2);
  });

  test("a closure that names ways is unknown to it, and the answer says so", async () => {
    const { url } = await serve(valhallaAnswer);
    const { notes } = await valhallaProvider({ url, ...QUICK }).matrix(points, BUS, [{ id: "w", ways: [7] }]);
    expect(notes).toEqual([{ kind: "closures_not_minded", by: "valhalla", closureIds: ["w"] }]);
  });

  test("a route brings its line, its streets and its turns", async () => {
    const { url } = await serve(valhallaAnswer);
    const { legs } = await valhallaProvider({ url, ...QUICK }).route(points.slice(0, 2), BUS, []);
    expect(legs[0]).toMatchObject({ seconds: 61, metres: 1234 });
    expect(legs[0]!.manoeuvres.map(({ kind, street, exit }) => [kind, street, exit])).toEqual([
      ["depart", "涂门街", 0],
      ["roundabout", "", 2],
      ["left", "中山路", 0],
      ["arrive", "", 0],
    ]);
  });

  test("where it finds no path there is no leg, and another refusal is an error", async () => {
    const says = async (error_code: number) => {
      const { url } = await serve((asked) =>
        asked.path === "/route"
          ? { status: 400, json: { error_code, error: "No path", status_code: 400 } }
          : valhallaAnswer(asked),
      );
      return valhallaProvider({ url, ...QUICK }).route(points.slice(0, 2), BUS, []);
    };
    expect((await says(442)).legs).toEqual([undefined]);
    await expect(says(154)).rejects.toThrow("answers 400");
  });

  test("what is reachable is asked for both ways", async () => {
    const { url } = await serve((asked) => {
      if (asked.path === "/locate") return valhallaAnswer(asked);
      const there = (asked.body.sources as unknown[]).length === 1 && (asked.body.targets as unknown[]).length === 2;
      const cell = (time: number | null) => ({ time, distance: time });
      return { json: { sources_to_targets: there ? [[cell(5), cell(5)]] : [[cell(5)], [cell(null)]] } };
    });
    const reach = await valhallaProvider({ url, ...QUICK }).reachable(points[0]!, points.slice(1, 3), BUS, []);
    expect(reach.map(({ there, back }) => [there, back])).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  test("its line of six decimals is read as Google's algorithm writes it", () => {
    expect(decodeLine("_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI")).toEqual([
      { lat: 38.5, lng: -120.2 },
      { lat: 40.7, lng: -120.95 },
      { lat: 43.252, lng: -126.453 },
    ]);
  });
});

function osrmAnswer({ path }: Asked): Reply {
  const url = new URL(path, "http://osrm");
  const [, service, , , text] = url.pathname.split("/");
  const places = text!.split(";").map((pair) => pair.split(",").map(Number) as [number, number]);
  if (service === "nearest")
    return { json: { code: "Ok", waypoints: [{ location: places[0], distance: 0, name: "x" }] } };
  const pick = (name: string) =>
    url.searchParams
      .get(name)!
      .split(";")
      .map((i) => places[Number(i)]!);
  const rows = pick("sources").map(([, a]) => pick("destinations").map(([, b]) => Math.abs(a - b) * 1e6));
  return { json: { code: "Ok", durations: rows, distances: rows.map((row) => row.map((n) => n * 2)) } };
}

describe("OSRM, by answers of its documented shape", () => {
  test("a table comes in blocks of places under the server's limit", async () => {
    const { url, asked } = await serve(osrmAnswer);
    const { seconds, metres } = await osrmProvider({ url, ...QUICK, tablePlaces: 4 }).matrix(points, BUS, []);
    const tables = asked.filter(({ path }) => path.startsWith("/table/v1/driving/"));
    expect(tables).toHaveLength(9);
    for (const { path } of tables) expect(path.split("?")[0]!.split(";").length).toBeLessThanOrEqual(4);
    expect([seconds[1], metres[1], seconds[4 * 5]]).toEqual([900, 1800, 3600]);
  });

  test("it knows no closures: the answer says so, and stops inside are refused all the same", async () => {
    const { url } = await serve(osrmAnswer);
    const { stops, notes } = await osrmProvider({ url, ...QUICK }).matrix([spot(0, 0), spot(5.5, 5.5)], BUS, [ZONE]);
    expect(notes).toEqual([{ kind: "closures_not_minded", by: "osrm", closureIds: ["zone"] }]);
    expect(stops.map(({ ok }) => ok)).toEqual([true, false]);
  });

  test("a place that it finds no street for is refused, not an error", async () => {
    const { url } = await serve(() => ({
      status: 400,
      json: { code: "NoSegment", message: "Could not find a matching segment" },
    }));
    const [answer] = await osrmProvider({ url, ...QUICK }).snap([spot(0, 0)], BUS, []);
    expect(answer).toEqual({ ok: false, refusal: { kind: "no_road_nearby" } });
  });
});

describe("a server that fails", () => {
  test.each([
    ["503", { status: 503, json: {} }],
    ["429", { status: 429, json: {} }],
    ["half an answer", { text: '{"sources' }],
  ])("with %s is asked again, and may be well by then", async (_, bad) => {
    const { url, asked } = await serve((_asked, count) => (count < 3 ? bad : { json: { good: true } }));
    expect(await new RoadServer({ url, ...QUICK }).ask("/x")).toEqual({ good: true });
    expect(asked).toHaveLength(3);
  });

  test("with a refusal is not asked again: it would say the same", async () => {
    const { url, asked } = await serve(() => ({ status: 400, json: { error: "no" } }));
    await expect(new RoadServer({ url, ...QUICK }).ask("/x")).rejects.toMatchObject({ kind: "refused" });
    expect(asked).toHaveLength(1);
  });

  test("to answer in time is given up on", async () => {
    const { url, asked } = await serve(() => ({ never: true }));
    await expect(new RoadServer({ url, tries: 2, timeoutMs: 500, backoffMs: 1 }).ask("/x")).rejects.toMatchObject({
      kind: "timed_out",
    });
    expect(asked).toHaveLength(2);
  });

  test("pauses are of random length and grow", async () => {
    const { url } = await serve(() => ({ status: 500, json: {} }));
    const drawn: number[] = [];
    const server = new RoadServer({ url, ...QUICK, tries: 4, random: () => drawn.push(0) * 0 });
    await expect(server.ask("/x")).rejects.toMatchObject({ kind: "unreachable" });
    expect(drawn).toHaveLength(3);
  });

  test("again and again is left alone, and then one call is let through", async () => {
    let well = false;
    let now = 0;
    const { url, asked } = await serve(() => (well ? { json: {} } : { status: 500, json: {} }));
    const server = new RoadServer({ url, ...QUICK, tries: 1, failuresToRest: 2, restMs: 1000, now: () => now });
    for (let i = 0; i < 2; i += 1) await expect(server.ask("/x")).rejects.toMatchObject({ kind: "unreachable" });
    await expect(server.ask("/x")).rejects.toMatchObject({ kind: "resting" });
    expect(asked).toHaveLength(2);
    now = 1001;
    const [first, second] = await Promise.allSettled([server.ask("/x"), server.ask("/x")]);
    expect([first, second].map((x) => x.status === "rejected" && x.reason.kind)).toEqual(["unreachable", "resting"]);
    now = 2002;
    well = true;
    expect(await server.ask("/x")).toEqual({});
    expect(await server.ask("/x")).toEqual({});
  });
});

describe("providers in a row", () => {
  const nobody = valhallaProvider({ url: "http://127.0.0.1:9", tries: 1 });

  test("the next one answers, and the answer says who did not", async () => {
    const { notes, seconds } = await firstThatAnswers([nobody, estimateProvider(25)]).matrix(points, BUS, []);
    expect(notes).toMatchObject([{ kind: "fell_back", from: "valhalla", to: "estimate" }]);
    expect(seconds[1]).toBeGreaterThan(0);
  });

  test("while a zone is closed, the one that knows no closures is asked last", async () => {
    const [osrm, valhalla] = [await serve(osrmAnswer), await serve(valhallaAnswer)];
    const row = firstThatAnswers([
      osrmProvider({ url: osrm.url, ...QUICK }),
      valhallaProvider({ url: valhalla.url, ...QUICK }),
    ]);
    expect((await row.matrix(points, BUS, [])).notes).toBeUndefined();
    expect(valhalla.asked).toHaveLength(0);
    expect((await row.matrix(points, BUS, [ZONE])).notes).toEqual([
      { kind: "fell_back", from: "osrm", to: "valhalla", reason: "it knows no closures" },
    ]);
  });

  test("when all fail, the last one's error is told", async () => {
    await expect(firstThatAnswers([nobody]).matrix(points, BUS, [])).rejects.toMatchObject({ kind: "unreachable" });
  });
});

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import type { MapGround } from "#contract/map.ts";
import { type City, listCities, MAP_FILE, ROUTES_FILE, STOPS_FILE } from "#roads/city/city-store.ts";
import type { Env } from "./env.ts";

/** A folder's name changes with what is in it, so browsers may keep the files for good. */
export const CITY_FILES = "/api/city/";
const FILES: Readonly<Record<string, string>> = {
  [MAP_FILE]: "application/vnd.pmtiles",
  [STOPS_FILE]: "application/geo+json",
  [ROUTES_FILE]: "application/geo+json",
};

/** The city in use: the one imported last. */
function currentCity(env: Env): City | undefined {
  return listCities(env.CITY_DIR)[0];
}

/** What maps are drawn on: configured tiles, else the imported city's, else nothing but the bundled base layer. */
export function mapGround(env: Env): MapGround {
  const city = currentCity(env);
  const transit = city?.transit && {
    stopsUrl: `${CITY_FILES}${city.transit.folder}/${STOPS_FILE}`,
    linesUrl: `${CITY_FILES}${city.transit.folder}/${ROUTES_FILE}`,
  };
  const beside = transit ? { transit } : {};
  if (env.TILE_URL) {
    const kind = /\.pmtiles(\?|$)/.test(env.TILE_URL) ? "vector" : "raster";
    return { ...beside, tiles: { kind, url: env.TILE_URL, credit: { by: "other", text: env.TILE_ATTRIBUTION ?? "" } } };
  }
  if (!city) return {};
  const url = `${CITY_FILES}${city.folder}/${MAP_FILE}`;
  return { ...beside, tiles: { kind: "vector", url, credit: { by: "openstreetmap" } } };
}

/** Answers with a public file of the city in use, whole or the range asked for. @param path behind `CITY_FILES` */
export async function answerCityFile(env: Env, req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
  const [folder = "", file = "", ...rest] = path.split("/");
  const city = currentCity(env);
  const type = FILES[file];
  if (!type || rest.length > 0 || !city || (folder !== city.folder && folder !== city.transit?.folder))
    return void res.writeHead(404).end();
  if (req.method !== "GET" && req.method !== "HEAD") return void res.writeHead(405, { allow: "GET, HEAD" }).end();
  const whole = join(env.CITY_DIR, folder, file);
  const size = await stat(whole).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) return void res.writeHead(404).end();
  const headers = {
    "content-type": type,
    "accept-ranges": "bytes",
    "cache-control": "public, max-age=31536000, immutable",
    etag: `"${folder}"`,
    "x-content-type-options": "nosniff",
  };
  const range = rangeOf(req.headers.range, size);
  if (range === "outside") return void res.writeHead(416, { "content-range": `bytes */${size}` }).end();
  const [start, end] = range ?? [0, size - 1];
  if (range)
    res.writeHead(206, {
      ...headers,
      "content-length": end - start + 1,
      "content-range": `bytes ${start}-${end}/${size}`,
    });
  else res.writeHead(200, { ...headers, "content-length": size });
  if (req.method === "HEAD" || size === 0) return void res.end();
  await new Promise<void>((done, fail) => {
    const stream = createReadStream(whole, { start, end });
    // Whoever moves the map on leaves tiles half fetched.
    res.once("close", () => stream.destroy());
    stream.once("error", fail).once("close", done).pipe(res);
  });
}

/** First and last byte of a single range (RFC 9110, 14.1.2); undefined where the whole file is to be sent. */
export function rangeOf(header: string | undefined, size: number): readonly [number, number] | "outside" | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  if (match[1] === "") return Number(match[2]) === 0 ? "outside" : [Math.max(0, size - Number(match[2])), size - 1];
  const start = Number(match[1]);
  const end = match[2] === "" ? size - 1 : Math.min(size - 1, Number(match[2]));
  if (start >= size) return "outside";
  return end < start ? undefined : [start, end];
}

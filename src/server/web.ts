import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setFlagsFromString } from "node:v8";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import { fromNodeHeaders, toNodeHandler } from "better-auth/node";
import next from "next";
import { SPEAKER_HEADER } from "#contract/speaker.ts";
import { CLIENT_ADDRESS_HEADER } from "./auth/auth.ts";
import { firstStartToken } from "./auth/first-start.ts";
import { answerCityFile, CITY_FILES } from "./city-files.ts";
import { bodyRefused } from "./door/body-limit.ts";
import { clientAddress } from "./door/client-address.ts";
import { contentPolicy, NONCE_HEADER, securityHeaders } from "./door/security-headers.ts";
import { readEnv } from "./env.ts";
import { log, logConsole } from "./log.ts";
import { answerMetrics } from "./metrics.ts";
import { answerPhoto } from "./photo-handler.ts";
import { openRuntime, publicUrlOf } from "./runtime.ts";
import { answerTracker } from "./tracker-handler.ts";
import type { ApiContext } from "./trpc/init.ts";
import { appRouter } from "./trpc/router.ts";
import { hasDesk } from "./usecases/staff/first-desk.ts";
import { whyNotStarted } from "./why-not-started.ts";

// One HTTP server for the web: the API, sign-in and event streams by their own node handlers, all else by Next. A call
// through a Next route handler costs several times the processor time of tRPC's own node handler (ARCHITECTURE.md).

const STOP_AFTER_MS = 10_000;
/** A head is there in seconds, and a photo within a minute from the slowest phone; who takes longer is holding a place. */
const TIMES = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 5_000 };

const WORDS = { "content-type": "text/plain; charset=utf-8" };

// V8 lets the heap grow to some four times of what lives in it before it clears away, and here 40 to 90 MB live: half as
// much again is enough, and leaves the machine's memory to the database.
setFlagsFromString("--heap-growing-percent=50");

async function start(): Promise<void> {
  const env = readEnv();
  logConsole();
  const runtime = await openRuntime(env, "web");
  const app = next({ dev: process.env.NODE_ENV === "development", hostname: env.HOST, port: env.PORT });
  await app.prepare();
  const pages = app.getRequestHandler();
  const signIn = toNodeHandler(runtime.auth);
  let stopping = false;

  const elsewhere = { tileUrl: env.TILE_URL, https: publicUrlOf(env).startsWith("https:") };

  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    const path = (req.url ?? "/").split("?")[0] ?? "/";
    const nonce = randomBytes(16).toString("base64");
    for (const [name, value] of Object.entries(securityHeaders(nonce, elsewhere))) res.setHeader(name, value);
    const refused = bodyRefused(req.headers, path);
    // What the API answers is about somebody; who may be kept longer says so himself (photos, the city's map).
    if (path.startsWith("/api/")) res.setHeader("cache-control", "no-store");
    // The rest of such a body is not waited for.
    if (refused) return void res.writeHead(refused, { connection: "close" }).end();
    const address = clientAddress(req, env.TRUST_PROXY);
    if (path === "/api/health") return void res.writeHead(200, WORDS).end("ok");
    if (path === "/api/ready") {
      const ready = !stopping && (await runtime.isReady().catch(() => false));
      return void res.writeHead(ready ? 200 : 503, WORDS).end(ready ? "ready" : "not ready");
    }
    if (path === "/api/metrics") return answerMetrics(runtime, env.METRICS_TOKEN, req, res);
    if (path === "/api/positions") return answerTracker(runtime, env.TRACKER_TOKEN, req, res);
    if (path.startsWith("/api/trpc/")) {
      const requestId = randomUUID();
      const headers = fromNodeHeaders(req.headers);
      const createContext = async (): Promise<ApiContext> => ({
        runtime,
        session: () => runtime.sessionOf(headers),
        requestId,
        address,
        speaker: headers.get(SPEAKER_HEADER) ?? undefined,
      });
      return nodeHTTPRequestHandler({
        router: appRouter,
        req,
        res,
        path: path.slice("/api/trpc/".length),
        createContext,
        maxBodySize: 4_000_000,
      });
    }
    if (path.startsWith("/api/auth/")) {
      req.headers[CLIENT_ADDRESS_HEADER] = address;
      return signIn(req, res);
    }
    if (path.startsWith("/api/photos/")) return answerPhoto(runtime, req, res, path.slice("/api/photos/".length));
    if (path.startsWith(CITY_FILES)) return answerCityFile(env, req, res, path.slice(CITY_FILES.length));
    // Next reads the nonce for its own inline pieces out of the request's policy, and the layout for ours.
    req.headers["content-security-policy"] = contentPolicy(nonce, elsewhere);
    req.headers[NONCE_HEADER] = nonce;
    return pages(req, res);
  };
  const server = createServer(TIMES, (req, res) => {
    answer(req, res).catch((err) => {
      const unreachable = runtime.database.heard(err);
      if (!unreachable) log.error({ err, path: (req.url ?? "").split("?")[0] }, "request failed");
      if (!res.headersSent) res.writeHead(unreachable ? 503 : 500);
      res.end();
    });
  });
  await new Promise<void>((done, fail) => server.once("error", fail).listen(env.PORT, env.HOST, done));
  log.info({ host: env.HOST, port: env.PORT }, "web is listening");
  if (!env.DEMO && !(await hasDesk(runtime)))
    process.stdout.write(
      `Nobody holds the desk yet. Make its account: ${publicUrlOf(env)}/setup#${firstStartToken(env.AUTH_SECRET)} or npm run setup\n`,
    );
  process.send?.("ready");

  const stop = async () => {
    if (stopping) return;
    stopping = true;
    // Requests in flight are finished; streams and idle connections are ended so that they cannot hold the stop up.
    const ended = new Promise((done) => server.close(done));
    server.closeIdleConnections();
    const late = setTimeout(() => server.closeAllConnections(), STOP_AFTER_MS);
    await ended;
    clearTimeout(late);
    await runtime.close();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

start().catch((error: Error) => {
  process.stderr.write(`baogong web: ${whyNotStarted(error)}\n`);
  process.exit(1);
});

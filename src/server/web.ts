import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setFlagsFromString } from "node:v8";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import { fromNodeHeaders, toNodeHandler } from "better-auth/node";
import next from "next";
import { CLIENT_ADDRESS_HEADER } from "./auth/auth.ts";
import { firstStartToken } from "./auth/first-start.ts";
import { answerCityFile, CITY_FILES } from "./city-files.ts";
import { readEnv } from "./env.ts";
import { log } from "./log.ts";
import { answerPhoto } from "./photo-handler.ts";
import { openRuntime, publicUrlOf } from "./runtime.ts";
import type { ApiContext } from "./trpc/init.ts";
import { appRouter } from "./trpc/router.ts";
import { hasDesk } from "./usecases/staff/first-desk.ts";
import { whyNotStarted } from "./why-not-started.ts";

// One HTTP server for the web: the API, sign-in and event streams by their own node handlers, all else by Next. A call
// through a Next route handler costs several times the processor time of tRPC's own node handler (ARCHITECTURE.md).

const STOP_AFTER_MS = 10_000;

// V8 lets the heap grow to some four times of what lives in it before it clears away, and here 40 to 90 MB live: half as
// much again is enough, and leaves the machine's memory to the database.
setFlagsFromString("--heap-growing-percent=50");

async function start(): Promise<void> {
  const env = readEnv();
  const runtime = await openRuntime(env, "web");
  const app = next({ dev: process.env.NODE_ENV === "development", hostname: env.HOST, port: env.PORT });
  await app.prepare();
  const pages = app.getRequestHandler();
  const signIn = toNodeHandler(runtime.auth);
  let stopping = false;

  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    const path = (req.url ?? "/").split("?")[0] ?? "/";
    if (path === "/api/health") return void res.writeHead(200, { "content-type": "text/plain" }).end("ok");
    if (path === "/api/ready") {
      const ready = !stopping && (await runtime.isReady().catch(() => false));
      return void res.writeHead(ready ? 200 : 503, { "content-type": "text/plain" }).end(ready ? "ready" : "not ready");
    }
    if (path.startsWith("/api/trpc/")) {
      const requestId = randomUUID();
      const headers = fromNodeHeaders(req.headers);
      const createContext = async (): Promise<ApiContext> => ({
        runtime,
        session: () => runtime.sessionOf(headers),
        requestId,
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
      const forwarded = env.TRUST_PROXY
        ? String(req.headers["x-forwarded-for"] ?? "")
            .split(",")[0]
            ?.trim()
        : "";
      req.headers[CLIENT_ADDRESS_HEADER] = forwarded || req.socket.remoteAddress || "unknown";
      return signIn(req, res);
    }
    if (path.startsWith("/api/photos/")) return answerPhoto(runtime, req, res, path.slice("/api/photos/".length));
    if (path.startsWith(CITY_FILES)) return answerCityFile(env, req, res, path.slice(CITY_FILES.length));
    return pages(req, res);
  };
  const server = createServer((req, res) => {
    answer(req, res).catch((err) => {
      const unreachable = runtime.database.heard(err);
      if (!unreachable) log.error({ err, url: req.url }, "request failed");
      if (!res.headersSent) res.writeHead(unreachable ? 503 : 500);
      res.end();
    });
  });
  await new Promise<void>((done, fail) => server.once("error", fail).listen(env.PORT, env.HOST, done));
  log.info({ host: env.HOST, port: env.PORT }, "web is listening");
  if (!env.DEMO && !(await hasDesk(runtime)))
    process.stdout.write(
      `Nobody holds the desk yet. Make its account: ${publicUrlOf(env)}/setup?token=${firstStartToken(env.AUTH_SECRET)} or npm run setup\n`,
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

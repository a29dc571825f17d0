import { resolve } from "node:path";
import { z } from "zod";

const flag = z.enum(["0", "1", "true", "false"]).transform((v) => v === "1" || v === "true");

/** Every variable that the program reads, with its meaning. `.env.example` lists the same. */
const VARIABLES = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" })
    .describe("PostgreSQL 15 or newer; its user owns the tables"),
  HOST: z.string().min(1).default("127.0.0.1").describe("address to listen on"),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000).describe("port of the web process"),
  PUBLIC_URL: z.url().optional().describe("address that people open, when it differs from http://HOST:PORT"),
  AUTH_SECRET: z
    .string()
    .min(32, "must be at least 32 characters")
    .describe("signs session cookies and encrypts second factors; keep it secret and stable"),
  AUTH_SECRET_OTHER: z
    .string()
    .min(32, "must be at least 32 characters")
    .optional()
    .describe("accepted as well, while AUTH_SECRET is being replaced"),
  DEMO: flag.default(false).describe("1 shows the demo page with sign-ins and the inbox of text messages"),
  TRUST_PROXY: z
    .stringFormat("number_of_proxies", /^(?:[0-9]|true|false)$/, "must be a number of proxies, 0 to 9")
    .transform((v) => (v === "true" ? 1 : v === "false" ? 0 : Number(v)))
    .default(0)
    .describe("how many proxies in front append to X-Forwarded-For; 0: the socket's address counts sign-in attempts"),
  DB_POOL: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(10)
    .describe("connections of one process besides the order lanes"),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "silent"])
    .default("info")
    .describe("least level that is logged"),
  TILE_URL: z
    .string()
    .optional()
    .describe("map tiles, https://…/{z}/{x}/{y}.png or a .pmtiles file; empty: the bundled base layer"),
  CITY_DIR: z
    .string()
    .default(".data/city")
    .transform((dir) => resolve(dir))
    .describe("where `npm run city` keeps imported roads and maps"),
  TILE_ATTRIBUTION: z.string().optional().describe("what the tiles' licence asks to be shown"),
  ROADS_ENGINE: z.enum(["valhalla", "osrm"]).optional().describe("which program answers at ROADS_URL"),
  ROADS_URL: z
    .url({ protocol: /^https?$/, error: "must be an http:// or https:// URL" })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional()
    .describe("a road server for large cities; without it the imported city's streets, and without one an estimate"),
  AUDIT_ANCHOR_FILE: z
    .string()
    .transform((file) => resolve(file))
    .optional()
    .describe("each hour the record's newest link is added to this file; keep it on another machine"),
  AUDIT_ANCHOR_URL: z.url().optional().describe("receives the record's newest link as JSON POST each hour"),
  METRICS_TOKEN: z
    .string()
    .min(16, "must be at least 16 characters")
    .optional()
    .describe("who sends it as a bearer token reads /api/metrics; without it there is no such page"),
  TRACKER_TOKEN: z
    .string()
    .min(16, "must be at least 16 characters")
    .optional()
    .describe(
      "trackers on buses send it as a bearer token with places to /api/positions; without it there is no such address",
    ),
  BACKUP_RECIPIENT: z
    .string()
    .regex(/^age1[0-9a-z]{58}$/, "must be an age recipient, age1…")
    .optional()
    .describe("for whom `npm run backup` encrypts; it opens nothing"),
  BACKUP_KEY_FILE: z
    .string()
    .optional()
    .describe("file of the key that opens backups, for `npm run restore` alone; keep it off the server"),
  SMS_WEBHOOK_URL: z.url().optional().describe("receives {phone, text} as JSON POST for each text message"),
});

/** No map is shown without naming those whose work it is; an address alone does not say how its server is asked. */
const SCHEMA = VARIABLES.refine((env) => !env.TILE_URL || env.TILE_ATTRIBUTION, {
  path: ["TILE_ATTRIBUTION"],
  error: "is needed with TILE_URL",
})
  .refine((env) => !env.ROADS_URL || env.ROADS_ENGINE, { path: ["ROADS_ENGINE"], error: "is needed with ROADS_URL" })
  .refine((env) => !env.ROADS_ENGINE || env.ROADS_URL, { path: ["ROADS_URL"], error: "is needed with ROADS_ENGINE" });

export type Env = z.infer<typeof SCHEMA>;

/** What signs and encrypts sign-ins. */
export const secretsOf = (env: Env) => ({ secret: env.AUTH_SECRET, otherSecret: env.AUTH_SECRET_OTHER });

/** What stops a start, where text messages would go nowhere: residents could not sign in, and codes would be kept in clear. */
export const NO_TEXTS =
  "SMS_WEBHOOK_URL is missing: residents sign in by text message (only DEMO=1 shows codes on a page)";

/** Text messages have somewhere to go. */
export const hasTexts = (env: Env) => env.DEMO || env.SMS_WEBHOOK_URL !== undefined;

/** What backing up and restoring need of it; a machine that only keeps backups has no more. */
const BACKUP = VARIABLES.pick({ DATABASE_URL: true, BACKUP_RECIPIENT: true, BACKUP_KEY_FILE: true }).partial();

/**
 * Reads the environment once, at the start.
 * @throws Error with one readable line that names the variable and what is wrong with it
 */
export const readEnv = (source: Source = process.env): Env => read(SCHEMA, source);
export const readBackupEnv = (source: Source = process.env) => read(BACKUP, source);

type Source = Record<string, string | undefined>;

function read<T>(schema: z.ZodType<T>, source: Source): T {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  const name = String(first?.path[0] ?? "environment");
  const missing = !(name in given);
  throw new Error(`${name} ${missing ? "is missing" : `has a wrong value (${first?.message})`}; see .env.example`);
}

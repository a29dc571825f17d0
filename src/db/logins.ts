import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import type { Sql } from "./client.ts";

/**
 * What the program signs in as: `baogong_app` is bound by row-level security, `baogong_auth` sees the sign-in tables
 * alone, `baogong_queue` owns the queue's tables and reaches no other. Each is a group that holds the rights; a login of
 * this database's own is its member, so that the program never is the owner and cannot become it.
 */
export type DbRole = "baogong_app" | "baogong_auth" | "baogong_queue";
const ROLES: readonly DbRole[] = ["baogong_app", "baogong_auth", "baogong_queue"];

const SCRAM_ROUNDS = 4096;
/** A role that is there, and one that another migration makes at the same moment. */
const THERE_ALREADY = ["42710", "23505"];

/** Seals a claim of who is at work: see `app_claim` in the database, which checks it. */
export type Seal = (claim: string) => string;

const sha256 = (words: string) => createHash("sha256").update(words).digest("hex");

/** @param key what `database_key` holds */
export const sealWith =
  (key: string): Seal =>
  (claim) =>
    sha256(key + sha256(key + claim));

const nameOf = (key: string, role: DbRole) => `${role}_${sha256(`${key}:name`).slice(0, 8)}`;
const passwordOf = (key: string, role: DbRole) =>
  createHmac("sha256", key).update(`password of ${role}`).digest("base64url");

/** Reads the key, as the owner. */
export async function readKey(owner: Sql): Promise<string> {
  const [row] = await owner<{ key: string }[]>`SELECT key FROM database_key`;
  if (!row) throw new Error("The database has no key: run `npm run migrate`.");
  return row.key;
}

/** @returns the address of the same database, to sign in at as `role` */
export function loginUrl(url: string, key: string, role: DbRole): string {
  const at = new URL(url);
  at.username = nameOf(key, role);
  at.password = passwordOf(key, role);
  return at.href;
}

/** Makes the groups, which belong to the server and not to a database: what is restored names them. */
export async function makeGroups(owner: Sql): Promise<void> {
  for (const role of ROLES) await make(owner, `CREATE ROLE ${role} NOLOGIN`);
}

/** Makes the groups and this database's logins where they are missing, and gives the queue's tables to the queue. */
export async function writeLogins(owner: Sql): Promise<void> {
  const key = await readKey(owner);
  await makeGroups(owner);
  for (const role of ROLES) {
    const login = nameOf(key, role);
    await make(owner, `CREATE ROLE ${login} LOGIN`);
    await owner.unsafe(`ALTER ROLE ${login} PASSWORD '${scramOf(passwordOf(key, role))}'`);
    await owner.unsafe(`GRANT ${role} TO ${login}`);
  }
  // To give a schema away one must be a member of whom it is given to.
  await owner.unsafe("DO $$ BEGIN EXECUTE format('GRANT baogong_queue TO %I', current_user); END $$");
  await owner.unsafe("CREATE SCHEMA IF NOT EXISTS pgboss");
  await owner.unsafe("ALTER SCHEMA pgboss OWNER TO baogong_queue");
  // What an earlier version made as the owner; indexes, sequences of columns and partitions follow their tables.
  await owner.unsafe(`DO $$ DECLARE o record; BEGIN
    FOR o IN SELECT 'TABLE' AS kind, c.oid::regclass::text AS name FROM pg_class c WHERE c.relnamespace = 'pgboss'::regnamespace AND c.relkind IN ('r', 'p') AND c.relowner <> 'baogong_queue'::regrole
      UNION ALL SELECT 'FUNCTION', p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'pgboss'::regnamespace AND p.proowner <> 'baogong_queue'::regrole
      UNION ALL SELECT 'TYPE', t.oid::regtype::text FROM pg_type t WHERE t.typnamespace = 'pgboss'::regnamespace AND t.typtype = 'e' AND t.typowner <> 'baogong_queue'::regrole
    LOOP EXECUTE format('ALTER %s %s OWNER TO baogong_queue', o.kind, o.name); END LOOP;
  END $$`);
}

/** Several databases of one server may be made at once. */
async function make(owner: Sql, statement: string): Promise<void> {
  await owner.unsafe(statement).catch((error: { code?: string }) => {
    if (!THERE_ALREADY.includes(error.code ?? "")) throw error;
  });
}

/** What the server keeps of a password, made here so that the password itself is in no statement and no server log. Source: RFC 5802, RFC 7677. */
function scramOf(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, SCRAM_ROUNDS, 32, "sha256");
  const hmac = (words: string) => createHmac("sha256", salted).update(words).digest();
  const stored = createHash("sha256").update(hmac("Client Key")).digest("base64");
  return `SCRAM-SHA-256$${SCRAM_ROUNDS}:${salt.toString("base64")}$${stored}:${hmac("Server Key").toString("base64")}`;
}

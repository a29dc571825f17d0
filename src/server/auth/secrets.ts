import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { formatEnvelope, parseEnvelope, symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { sql } from "drizzle-orm";
import type { Database } from "#db/client.ts";
import { twoFactors } from "#db/schema/index.ts";

/** AUTH_SECRET, and AUTH_SECRET_OTHER, which is accepted as well while the one takes the other's place. */
export type Secrets = { readonly secret: string; readonly otherSecret?: string | undefined };

/** Under which number the library writes down what a secret encrypted: taken from the secret, so that nobody keeps count. */
const versionOf = (secret: string) => createHash("sha256").update(`version of ${secret}`).digest().readUInt32BE() >>> 1;

const both = ({ secret, otherSecret }: Secrets) => (otherSecret ? [secret, otherSecret] : [secret]);

/** What the sign-in library is given: it encrypts under the first and reads under both. */
export function libraryKeys(secrets: Secrets) {
  const versions = both(secrets).map((value) => ({ version: versionOf(value), value }));
  // What was written before there were versions was encrypted under the elder.
  return { secrets: versions, secret: secrets.otherSecret ?? secrets.secret };
}

/** Encrypts in the library's form, under AUTH_SECRET. */
export async function encryptFor(secrets: Secrets, data: string): Promise<string> {
  return formatEnvelope(versionOf(secrets.secret), await symmetricEncrypt({ key: secrets.secret, data }));
}

/** @throws when it was encrypted under neither */
async function decrypt(secrets: Secrets, data: string): Promise<string> {
  const envelope = parseEnvelope(data);
  for (const key of both(secrets)) {
    if (envelope && envelope.version !== versionOf(key)) continue;
    const found = await symmetricDecrypt({ key, data: envelope?.ciphertext ?? data }).catch(() => undefined);
    if (found !== undefined) return found;
  }
  throw new Error("encrypted under neither AUTH_SECRET nor AUTH_SECRET_OTHER");
}

/**
 * Writes the second factors anew that are not under AUTH_SECRET yet, after which they need no other. One that somebody
 * changes at the same moment (a spare code is used) is left for the next time.
 * @param db connection as `baogong_auth`
 * @returns how many were written anew, and how many are under neither secret: those people's factors have to be replaced
 */
export async function encryptFactorsAnew(db: Database, secrets: Secrets): Promise<{ anew: number; lost: number }> {
  const now = versionOf(secrets.secret);
  const isOld = (data: string) => parseEnvelope(data)?.version !== now;
  const rows = await db.select().from(twoFactors);
  const counts = { anew: 0, lost: 0 };
  for (const row of rows.filter((r) => isOld(r.secret) || isOld(r.backupCodes))) {
    const anew = await Promise.all(
      [row.secret, row.backupCodes].map(async (data) => encryptFor(secrets, await decrypt(secrets, data))),
    ).catch(() => undefined);
    if (!anew) {
      counts.lost += 1;
      continue;
    }
    const [secret = "", backupCodes = ""] = anew;
    const same = sql`${twoFactors.id} = ${row.id} AND ${twoFactors.secret} = ${row.secret} AND ${twoFactors.backupCodes} = ${row.backupCodes}`;
    const written = await db
      .update(twoFactors)
      .set({ secret, backupCodes })
      .where(same)
      .returning({ id: twoFactors.id });
    counts.anew += written.length;
  }
  return counts;
}

const OURS = /^(?:__Secure-)?baogong\./;
const signed = (value: string, secret: string) => createHmac("sha256", secret).update(value).digest("base64");
const same = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/**
 * The headers with each cookie that the other secret signed signed under AUTH_SECRET, which alone the library believes:
 * whoever signed in before goes on. The browser keeps the cookie that it has until that runs out.
 */
export function signedAnew(headers: Headers, { secret, otherSecret }: Secrets): Headers {
  const cookies = headers.get("cookie");
  if (!otherSecret || !cookies) return headers;
  const anew = cookies.split(/;\s*/).map((cookie) => {
    const [name = "", given = ""] = cookie.split(/=(.*)/s);
    const value = OURS.test(name) ? decoded(given) : "";
    const at = value.lastIndexOf(".");
    if (at < 1 || !same(value.slice(at + 1), signed(value.slice(0, at), otherSecret))) return cookie;
    return `${name}=${encodeURIComponent(`${value.slice(0, at)}.${signed(value.slice(0, at), secret)}`)}`;
  });
  const copy = new Headers(headers);
  copy.set("cookie", anew.join("; "));
  return copy;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

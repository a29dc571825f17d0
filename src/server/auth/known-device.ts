import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const COOKIE = "baogong.device";
const KEPT_SECONDS = 180 * 86_400;

/** Browsers from which the right password of an account was typed before, by a mark that says nothing of whose. */
export type KnownDevices = {
  /** The mark of this browser for this account; undefined when it has none, or another account's. */
  readonly markIn: (cookies: string, username: string) => string | undefined;
  /** The cookie that lets a browser be known, for whoever has just typed the right password in it. */
  readonly cookieFor: (username: string) => string;
};

/**
 * @param secret AUTH_SECRET; marks from before it was replaced are no longer known
 * @param https whether browsers come by https alone
 */
export function knownDevices(secret: string, https: boolean): KnownDevices {
  const name = `${https ? "__Secure-" : ""}${COOKIE}`;
  const seal = (mark: string, username: string) =>
    createHmac("sha256", secret).update(`device ${mark} ${username.trim().toLowerCase()}`).digest("base64url");
  return {
    markIn: (cookies, username) => {
      const value = cookies.split(/;\s*/).find((cookie) => cookie.startsWith(`${name}=`));
      const [mark = "", given = ""] = value?.slice(name.length + 1).split(".") ?? [];
      const [a, b] = [Buffer.from(seal(mark, username)), Buffer.from(given)];
      return mark !== "" && a.length === b.length && timingSafeEqual(a, b) ? mark : undefined;
    },
    cookieFor: (username) => {
      const mark = randomBytes(16).toString("base64url");
      const rest = `Max-Age=${KEPT_SECONDS}; Path=/api/auth; HttpOnly; SameSite=Lax${https ? "; Secure" : ""}`;
      return `${name}=${mark}.${seal(mark, username)}; ${rest}`;
    },
  };
}

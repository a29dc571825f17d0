/** In which the pages are handed the nonce of their own inline script. */
export const NONCE_HEADER = "x-baogong-nonce";

/** Where a page of ours may load from besides ourselves. */
export type Elsewhere = {
  /** The map's tiles, when they lie on another server. */
  readonly tileUrl?: string | undefined;
  /** People reach us by https: their browsers shall never try anything else. */
  readonly https: boolean;
};

const YEAR_SECONDS = 31_536_000;

/** The server that tiles come from, in the form that a policy takes; nothing for a path of ours. `{s}` is any name. */
function tileSource(tileUrl: string | undefined): string {
  const origin = /^(https?):\/\/([^/?#]+)/.exec(tileUrl ?? "");
  return origin ? ` ${origin[1]}://${origin[2]?.replace(/^\{s\}/, "*")}` : "";
}

/**
 * What a page may do: scripts of ours and those that bear this answer's nonce, nothing of anybody else but the map's
 * tiles, in nobody's frame. Styles may stand on an element, as bars and maps measure themselves; a sheet may not.
 * @param nonce new for each answer
 */
export function contentPolicy(nonce: string, { tileUrl }: Elsewhere): string {
  const tiles = tileSource(tileUrl);
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' data: blob:${tiles}`,
    `connect-src 'self'${tiles}`,
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** What every answer says to the browser, whatever it holds. */
export function securityHeaders(nonce: string, elsewhere: Elsewhere): Readonly<Record<string, string>> {
  return {
    "content-security-policy": contentPolicy(nonce, elsewhere),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    ...(elsewhere.https ? { "strict-transport-security": `max-age=${YEAR_SECONDS}; includeSubDomains` } : {}),
  };
}

import type { SerwistPlugin } from "serwist";
import { findKeyHere } from "../outbox/phone-shelf.ts";
import { type SealingKey, seal, unseal } from "../outbox/sealing.ts";

const IV = "x-baogong-iv";

const toText = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const toBytes = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

/** The page sealed with the key of whoever works here, or nothing where there is none: then it is not kept. */
async function sealPage(page: Response, key: SealingKey | undefined): Promise<Response | null> {
  if (!page.ok || page.redirected || !key) return null;
  const sealed = await seal(key, await page.text());
  if ("plain" in sealed) return null;
  const headers = new Headers(page.headers);
  headers.set(IV, toText(sealed.iv));
  return new Response(sealed.bytes, { headers });
}

/** Pages lie sealed in the phone's cache: who signs out takes the key along, and what is left opens for nobody. */
export const sealedPages: SerwistPlugin = {
  cacheWillUpdate: async ({ response }) => sealPage(response, await findKeyHere()),
  cachedResponseWillBeUsed: async ({ cachedResponse }) => {
    const iv = cachedResponse?.headers.get(IV);
    const key = await findKeyHere();
    if (!cachedResponse || !iv || !key) return null;
    const text = await unseal(key, { iv: toBytes(iv), bytes: await cachedResponse.arrayBuffer() });
    return text === undefined ? null : new Response(text, { headers: cachedResponse.headers });
  },
};

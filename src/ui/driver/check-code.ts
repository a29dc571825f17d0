"use client";
import { CODE_ROUNDS, codeSalt } from "#domain/movement/handover.ts";

/**
 * Is this the code that the receiver's phone shows? Worked out on this phone, without a network.
 * @param hash what the page carries of the code, in hex
 * @returns undefined where the browser cannot tell: the server will
 */
export async function codeIsRight(
  code: string,
  hash: string | null,
  pile: { readonly stopId: string; readonly grid: number },
): Promise<boolean | undefined> {
  // Browsers work hashes out on pages that came over https alone.
  if (hash === null || !globalThis.crypto?.subtle) return undefined;
  const text = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", text.encode(code), "PBKDF2", false, ["deriveBits"]);
  const salt = text.encode(codeSalt(pile.stopId, pile.grid));
  const bits = await crypto.subtle.deriveBits(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: CODE_ROUNDS },
    key,
    256,
  );
  return Array.from(new Uint8Array(bits), (byte) => byte.toString(16).padStart(2, "0")).join("") === hash;
}

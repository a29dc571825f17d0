/** A value as it lies on the phone: bytes that only the key opens, or plain where the browser has no means to seal. */
export type Sealed = { readonly iv: Uint8Array<ArrayBuffer>; readonly bytes: ArrayBuffer } | { readonly plain: string };

export type SealingKey = CryptoKey;

/** Browsers seal on pages that came over https alone (and from this very device): elsewhere they have no means to. */
export const canSeal = (): boolean => typeof crypto !== "undefined" && crypto.subtle !== undefined;

/** A new key that no script can read out, and that is gone when it is deleted: AES-GCM with 256 bits. */
export const newSealingKey = (): Promise<SealingKey> =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

/** @param key undefined where the browser cannot seal */
export async function seal(key: SealingKey | undefined, text: string): Promise<Sealed> {
  if (!key) return { plain: text };
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(text)) };
}

/** @returns undefined for what this key does not open, or that was changed since */
export async function unseal(key: SealingKey | undefined, sealed: Sealed): Promise<string | undefined> {
  if ("plain" in sealed) return sealed.plain;
  if (!key) return undefined;
  try {
    const { iv, bytes } = sealed;
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, bytes));
  } catch (error) {
    if (error instanceof DOMException && error.name === "OperationError") return undefined;
    throw error;
  }
}

/** A key for one order, made once and sent again on every retry, so that it is placed exactly once. Works without a secure context. */
export function newOrderKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

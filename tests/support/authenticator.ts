import { createOTP } from "@better-auth/utils/otp";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** What an authenticator app shows now for a key as it is typed in, in base 32. */
export function codeOf(key: string): Promise<string> {
  const bits = [...key].map((c) => BASE32.indexOf(c).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2)));
  return createOTP(bytes.toString()).totp();
}

"use server";
import { create } from "qrcode";

/** Draws the key of an authenticator app on the server, so that the drawing code never travels. It is not kept. */
export async function drawKey(uri: string): Promise<{ path: string; size: number }> {
  const { modules } = create(uri.slice(0, 500), { errorCorrectionLevel: "M" });
  const n = modules.size;
  let path = "";
  for (let y = 0; y < n; y++) for (let x = 0; x < n; x++) if (modules.get(y, x)) path += `M${x + 2} ${y + 2}h1v1h-1z`;
  return { path, size: n + 4 };
}

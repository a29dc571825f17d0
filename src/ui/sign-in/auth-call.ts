/** What the sign-in service answered: its data, or the code of what was wrong. */
export type AuthAnswer<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly status: number; readonly code: string };

/** Calls the sign-in service. Plain `fetch`: its own client would weigh more than the whole page. */
export async function authCall<T = unknown>(
  path: string,
  body: Readonly<Record<string, unknown>> = {},
): Promise<AuthAnswer<T>> {
  try {
    const response = await fetch(`/api/auth${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const data = (await response.json().catch(() => ({}))) as T & { code?: string };
    return response.ok ? { ok: true, data } : { ok: false, status: response.status, code: data?.code ?? "" };
  } catch {
    return { ok: false, status: 0, code: "OFFLINE" };
  }
}

/** Everything that a use case may answer instead of a result. Closed: a new code is answered and translated, or it does not build. */
export const APP_ERROR_CODES = [
  "not_signed_in",
  "password_change_required",
  "second_factor_required",
  "forbidden",
  "not_found",
  "bad_input",
  "refused",
  "conflict",
  "sold_out",
  "busy",
] as const;
export type AppErrorCode = (typeof APP_ERROR_CODES)[number];

/** Expected trouble, thrown by a use case; `detail` is plain data (a domain refusal, or what is left) for the screen's words. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(code: AppErrorCode, detail: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.name = "AppError";
    this.code = code;
    this.detail = detail;
  }
}

/** The refused value's content, or the refusal thrown as an `AppError`. */
export function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: Readonly<Record<string, unknown>> }): T {
  if (result.ok) return result.value;
  throw new AppError("refused", result.error);
}

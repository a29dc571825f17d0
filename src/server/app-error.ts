import type { Refusal, RefusalKind } from "#contract/refusals.ts";

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

type Detail = Readonly<Record<string, unknown>>;
/** With a kind of its own where its screen has more to say than what the code says. */
type OtherDetail = Detail & { readonly kind?: RefusalKind };

/** Expected trouble, thrown by a use case; `detail` is plain data (a refusal, or what is left) for the screen's words. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly detail: Detail;

  constructor(code: "refused", detail: Refusal);
  constructor(code: Exclude<AppErrorCode, "refused">, detail?: OtherDetail);
  constructor(code: AppErrorCode, detail: Detail = {}) {
    super(code);
    this.name = "AppError";
    this.code = code;
    this.detail = detail;
  }
}

/** The refused value's content, or the refusal thrown as an `AppError`. */
export function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: Refusal }): T {
  if (result.ok) return result.value;
  throw new AppError("refused", result.error);
}

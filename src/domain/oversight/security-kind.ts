/** What is kept of sign-ins and scope, beside the record of what was done. */
export const SECURITY_KINDS = [
  /** A member of staff came in. */
  "signed_in",
  /** A wrong password or code, or an account that is shut. */
  "failed",
  /** Too many tries: not even looked at. */
  "held",
  /** Somebody asked for what his roles do not open. */
  "out_of_scope",
  /** Somebody asked for what a second factor opens, without one. */
  "without_factor",
] as const;
export type SecurityKind = (typeof SECURITY_KINDS)[number];

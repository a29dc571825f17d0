/** What of an error may be written down. */
export type LoggedError = {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  /** Where a database refused: names of its own things, never what stood in them. */
  readonly table?: string;
  readonly constraint?: string;
  readonly routine?: string;
  readonly stack: string;
  readonly cause?: LoggedError;
};

const MOST_SIGNS = 300;
/** Deep enough for a query's error and the connection's under it; a chain that bites its own tail ends too. */
const MOST_CAUSES = 3;
/** What people wrote or hold: what is quoted or in brackets, names in Chinese, codes and phones, tokens and addresses. */
const PERSONAL = [
  /"[^"]*"|'[^']*'|`[^`]*`|\([^)]*\)/g,
  /\p{Script=Han}+/gu,
  /\S+@\S+/g,
  /\d[\d -]{2,}\d/g,
  /[A-Za-z0-9_+/=.%-]{24,}/g,
];

/** A line for the log without what could be somebody's: its first line, and signs for what was left out. */
export function scrubbed(text: string): string {
  const line = (text.split("\n")[0] ?? "").slice(0, MOST_SIGNS);
  return PERSONAL.reduce((rest, personal) => rest.replace(personal, "…"), line);
}

const nameOf = (value: unknown) => (typeof value === "string" && /^[\w ]{1,80}$/.test(value) ? value : undefined);

/**
 * An error as the log takes it. Of a failed query neither the parameters nor the message are written, which both drivers
 * fill with values (a one-time code beside its phone, a session's token); what it was is told by its code, the names of
 * table and constraint, and the place in the program.
 */
export function toLogged(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "", stack: "" };
  const it = error as Error & Readonly<Record<string, unknown>>;
  const ofQuery = "query" in it || "severity" in it || "routine" in it;
  const [code, table, constraint, routine] = [it.code, it.table_name, it.constraint_name, it.routine].map(nameOf);
  return {
    type: error.name,
    ...(code && { code }),
    message: ofQuery ? "a query failed" : scrubbed(error.message),
    ...(table && { table }),
    ...(constraint && { constraint }),
    ...(routine && { routine }),
    stack: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .join("\n"),
    ...(error.cause instanceof Error && depth < MOST_CAUSES ? { cause: toLogged(error.cause, depth + 1) } : {}),
  };
}

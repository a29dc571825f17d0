import pino, { type DestinationStream } from "pino";
import { scrubbed, toLogged } from "./logged-error.ts";

const asked = process.env.LOG_LEVEL ?? "";
const isKnown = asked === "silent" || asked in pino.levels.values;

/**
 * A log of one line of JSON per event; errors stand under `err` and lose what could be somebody's. A level that is not
 * known is refused by `readEnv`, in a line that people can read.
 */
export const openLog = (to: DestinationStream = pino.destination(1)) =>
  pino(
    {
      level: isKnown ? asked : "info",
      base: null,
      serializers: { err: (error) => toLogged(error) },
      hooks: {
        // An error without words of ours would bring its own.
        logMethod([what, ...words], write) {
          const wordless = typeof what === "object" && words.length === 0;
          if (wordless) write.call(this, what instanceof Error ? { err: what } : what, "error");
          else write.call(this, what, ...words);
        },
      },
    },
    to,
  );

export const log = openLog();

/** What Next and other libraries would print goes through the log, under the same rule. */
export function logConsole(to = log): void {
  const line =
    (level: "error" | "warn") =>
    (...said: readonly unknown[]): void => {
      const err = said.find((s) => s instanceof Error);
      const words = said.filter((s) => typeof s === "string").map(scrubbed);
      to[level](err ? { err } : {}, words.join(" ") || "console");
    };
  console.error = line("error");
  console.warn = line("warn");
}

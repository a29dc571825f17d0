import pino from "pino";

const asked = process.env.LOG_LEVEL ?? "";
const isKnown = asked === "silent" || asked in pino.levels.values;

/** One line of JSON per event. A level that is not known is refused by `readEnv`, in a line that people can read. */
export const log = pino({ level: isKnown ? asked : "info", base: null });

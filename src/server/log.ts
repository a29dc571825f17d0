import pino from "pino";

/** One line of JSON per event; set up once by the process with the level of its environment. */
export const log = pino({ level: process.env.LOG_LEVEL || "info", base: null });

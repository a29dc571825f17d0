import type { Sql } from "postgres";

/** Statements with longer lists are of too many different texts to be worth keeping. */
const MOST_PARAMETERS = 20;

/**
 * drizzle asks through `unsafe`, which postgres.js sends in two round trips and has planned anew each time, policies and
 * all. Prepared, a statement costs one round trip and half of the time.
 */
export const prepared = (unsafe: Sql["unsafe"]): Sql["unsafe"] =>
  ((text, parameters = [], options = {}) =>
    unsafe(text, parameters, {
      prepare: parameters.length > 0 && parameters.length <= MOST_PARAMETERS,
      ...options,
    })) as Sql["unsafe"];

import type { Sql } from "postgres";

/** Statements with longer lists are of too many different texts to be worth keeping. */
const MOST_PARAMETERS = 20;

/**
 * drizzle asks through `unsafe` and wants nothing prepared that has no name, so that postgres.js would send each
 * statement in two round trips and have it planned anew, policies and all. Prepared, it costs one and half of the time.
 */
export const prepared = (unsafe: Sql["unsafe"]): Sql["unsafe"] =>
  ((text, parameters = [], options = {}) =>
    unsafe(text, parameters, {
      ...options,
      prepare: parameters.length > 0 && parameters.length <= MOST_PARAMETERS,
    })) as Sql["unsafe"];

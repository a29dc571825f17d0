import { freePort } from "../../src/db/free-port.ts";

// Found once by whoever starts the run and handed on to its workers, so that several checkouts can be tested at once.
process.env.BROWSER_TESTS_PORT ??= String(await freePort());
process.env.BROWSER_STORIES_PORT ??= String(await freePort());

/** Where a browser finds the city that nothing changes. */
export const PORT = Number(process.env.BROWSER_TESTS_PORT);

/** Where it finds the same city once more, for the stories that change it. */
export const STORIES_PORT = Number(process.env.BROWSER_STORIES_PORT);

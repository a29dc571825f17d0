import { freePort } from "../../src/db/free-port.ts";

// Found once by whoever starts the run and handed on to its workers, so that several checkouts can be tested at once.
process.env.BROWSER_TESTS_PORT ??= String(await freePort());

/** Where the browser stories find the product. */
export const PORT = Number(process.env.BROWSER_TESTS_PORT);

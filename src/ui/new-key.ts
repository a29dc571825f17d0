import { v4 } from "uuid";

/**
 * A key made once for one wish of a person and sent again on every retry, so that it happens once. Unlike the browser's
 * own, it works without a secure context, as on a phone that opens the demo over plain http.
 */
export const newKey = (): string => v4();

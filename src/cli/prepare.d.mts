export const ROOT: string;
/** Ends the process with one readable line. */
export function fail(words: string): never;
/** Prints a step while it is done, and how long it took when it is. */
export function step<T>(name: string, work: () => T | Promise<T>): Promise<T>;
/** Installs what is missing; the path of the Node that runs the product. */
export function prepare(): Promise<string>;

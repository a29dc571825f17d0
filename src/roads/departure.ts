/** When somebody departs, in UTC milliseconds: at a moment, or at any moment of a time, its end included. */
export type Departure = number | { readonly fromMs: number; readonly toMs: number };

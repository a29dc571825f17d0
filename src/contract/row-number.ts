import { z } from "zod";

/** The largest number that a whole-number column of the tables holds. */
const MOST = 2 ** 31 - 1;

/** A number that the database has given out, of an order or a run: what no column could hold is none of them. */
export const rowNumber = z.number().int().min(1).max(MOST);

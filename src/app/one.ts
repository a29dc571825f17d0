/** One value of an address's query. */
export const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

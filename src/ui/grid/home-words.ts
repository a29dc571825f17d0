import type { Messages } from "#messages/catalogue.ts";
import type { Translate } from "#messages/message.ts";

type T = Translate<Messages["grid"]>;
const NEEDS = ["elder_alone", "no_phone", "infant", "halal", "dialysis"] as const;
const DOUBTS = ["diet", "duplicate", "limit", "address"] as const;

/** What a home has said of itself, in words; a tag that has none is left out. */
export function needWords(tags: readonly string[], t: T): string[] {
  return NEEDS.filter((n) => tags.includes(n)).map((n) => t(`need.${n}`));
}

type Sized = { readonly size: number | null; readonly heads: number | null };
/** How many live there, or that nobody has said; of a unit how many it orders for. */
export const sizeWords = ({ size, heads }: Sized, t: T): string =>
  heads !== null ? t("people.heads", { n: heads }) : size === null ? t("people.unknown") : t("people.n", { n: size });

/** Why an order is in doubt, in words. */
export function doubtWords(reasons: readonly string[], t: T): string[] {
  return reasons.map((r) => {
    const known = DOUBTS.find((d) => d === r);
    return known ? t(`doubt.${known}`) : r;
  });
}

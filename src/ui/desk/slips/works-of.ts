import type { FirstSignIn } from "#contract/sign-in-slips.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { pickName } from "../../format/name.ts";
import { roleWords } from "../../format/role.ts";

/** What somebody is and where, a line for each of his roles. */
export function worksOf(
  { works }: FirstSignIn,
  t: Translate<Messages["slips"]>,
  states: Translate<Messages["states"]>,
  locale: Locale,
): string[] {
  return works.map(({ role, place, aggregator, gridNumber }) =>
    [
      roleWords(role, aggregator, states),
      place && pickName(place, locale),
      gridNumber !== null && t("grid", { n: gridNumber }),
    ]
      .filter(Boolean)
      .join(" · "),
  );
}

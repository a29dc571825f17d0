import type { PackageOfferView } from "#contract/resident.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { formatYuanShort } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { LinkButton } from "../kit/link-button.tsx";
import { PackageCard } from "../kit/package-card.tsx";
import { Section } from "../kit/section.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./offer-list.module.css";
import { goneWords, offerFacts, offerWarning } from "./order-words.ts";

type Props = {
  cycleId: CycleId | undefined;
  offers: readonly PackageOfferView[];
  needs: readonly string[];
  all: boolean;
  hasOther: boolean;
};

/** The packages on offer; what is sold out stays in sight. In large type one that suits, the rest a tap away. */
export async function OfferList({ cycleId, offers, needs, all, hasOther }: Props) {
  const t = await getT("resident");
  const { locale, large } = await getPreferences();
  if (offers.length === 0) return null;
  const shown = large && !all ? offers.filter((o) => o === suits(offers, needs)) : offers;
  return (
    <Section title={shown.length < offers.length ? t("or") : hasOther ? t("offers.other") : t("offers.title")}>
      <ul className={s.list} id="offers">
        {shown.map((o) => (
          <li key={o.packageVersionId}>
            <PackageCard
              code={o.letter}
              name={pickName(o.name, locale)}
              price={formatYuanShort(o.priceFen)}
              warning={offerWarning(o, t)}
              facts={offerFacts(o, t, locale)}
              foods={o.foods.map((f) => ({ code: f.code, name: pickName(f.name, locale) }))}
              soldOut={goneWords(o, t)}
              href={`/r/packages/${o.packageVersionId}?round=${cycleId}`}
            />
          </li>
        ))}
      </ul>
      {shown.length < offers.length && (
        <div className={s.more}>
          <LinkButton href={`/r?all=1&round=${cycleId}#offers`} size={54} wide>
            {t("offers.all", { n: offers.length })}
          </LinkButton>
        </div>
      )}
    </Section>
  );
}

const SUITS: Readonly<Record<string, string>> = {
  halal: "halal",
  infant: "infant_only",
  elder_alone: "elder_priority",
};

/** The package for a home's need, else the soft one, else the first that is left. */
function suits(offers: readonly PackageOfferView[], needs: readonly string[]): PackageOfferView | undefined {
  const tag = Object.entries(SUITS).find(([need]) => needs.includes(need))?.[1] ?? "elder_priority";
  const left = offers.filter((o) => o.left > 0);
  return left.find((o) => o.tags.includes(tag)) ?? left[0] ?? offers[0];
}

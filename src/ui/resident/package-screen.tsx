import type { PackageView } from "#contract/resident.ts";
import { formatAmount, formatAmountTimes } from "../format/amount.ts";
import { formatYuanPlain, formatYuanShort } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { formatWeight } from "../format/weight.ts";
import { BackHeader } from "../frames/back-header.tsx";
import { PhoneFrame } from "../frames/phone-frame.tsx";
import { Icon } from "../icons/icon.tsx";
import { Facts } from "../kit/facts.tsx";
import { FoodPicture } from "../kit/food-picture.tsx";
import { InfoNote } from "../kit/notes.tsx";
import { PackageLetter } from "../kit/package-letter.tsx";
import { Section } from "../kit/section.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { TypeSwitch } from "../preferences/type-switch.tsx";
import { getT } from "../words/get-t.ts";
import { OrderForm } from "./order-form.tsx";
import { goneWords, notHereWords, shelfWords } from "./order-words.ts";
import s from "./package-screen.module.css";

/** One package: what is in it before any table, how many for whom, then what each part costs. */
export async function PackageScreen({ view }: { view: PackageView }) {
  const t = await getT("resident");
  const { locale } = await getPreferences();
  const { offer } = view;
  const name = pickName(offer.name, locale);
  return (
    <PhoneFrame header={<BackHeader href="/r" title={t("pkg.title")} end={<TypeSwitch />} />}>
      <div className={s.head}>
        <div className={s.title}>
          <PackageLetter code={offer.letter} size={52} />
          <h2>{name}</h2>
          <b>{formatYuanShort(offer.priceFen)}</b>
        </div>
        <Tags view={view} />
        <Facts of={[formatWeight(offer.weightGrams, locale), shelfWords(offer.shelfLifeHours, t)]} />
      </div>
      <section className={s.inside} aria-label={t("pkg.inside")}>
        <ul>
          {view.parts.map((p) => (
            <li key={p.code}>
              <FoodPicture code={p.picture ?? p.code} size={46} />
              <b>{pickName(p.name, locale)}</b>
              <span>{formatAmount(p.tenths, p.unit, locale)}</span>
            </li>
          ))}
        </ul>
      </section>
      {view.homes.length > 0 && view.open && offer.left > 0 ? (
        <OrderForm
          cycleId={view.cycleId}
          packageVersionId={offer.packageVersionId}
          name={name}
          priceFen={offer.priceFen}
          limit={offer.householdLimit}
          left={offer.left}
          offersMore={view.caseSize > 1}
          cutOffMs={view.cutOffMs}
          homes={view.homes}
        >
          <Prices view={view} />
        </OrderForm>
      ) : (
        <>
          <Section>
            <InfoNote>
              {goneWords(offer, t) ??
                (view.notHere && view.homes.length === 0 ? notHereWords(view.notHere, t, locale) : t("pkg.closed"))}
            </InfoNote>
          </Section>
          <Prices view={view} />
        </>
      )}
    </PhoneFrame>
  );
}

async function Tags({ view }: { view: PackageView }) {
  const t = await getT("resident");
  const { tags, coldChain, fragile } = view.offer;
  const said = (["contains_pork", "halal", "low_salt", "elder_priority", "infant_only", "seasonal"] as const).filter(
    (tag) => tags.includes(tag),
  );
  return (
    <ul className={s.tags}>
      {said.map((tag) => (
        <li key={tag}>{t(`tag.${tag}`)}</li>
      ))}
      {coldChain && (
        <li>
          <Icon name="snowflake" size={18} />
          {t("tag.cold")}
        </li>
      )}
      {fragile && (
        <li>
          <Icon name="egg" size={18} />
          {t("tag.fragile")}
        </li>
      )}
    </ul>
  );
}

/** Adds up to the price, the fee as a line of its own. */
async function Prices({ view }: { view: PackageView }) {
  const t = await getT("resident");
  const { locale } = await getPreferences();
  const signed = view.signed && (
    <span className={s.signed}>
      <Icon name="badge-check" size={20} />
      {t("pkg.signed")}
    </span>
  );
  return (
    <Section title={t("pkg.prices")} end={signed}>
      <table className={s.prices}>
        <tbody>
          {view.parts.map((p) => (
            <tr key={p.code}>
              <td>
                <FoodPicture code={p.picture ?? p.code} size={26} />
              </td>
              <th scope="row">{pickName(p.name, locale)}</th>
              <td>{formatAmountTimes(p.tenths, p.unit, p.lineFen, locale)}</td>
              <td>{formatYuanPlain(p.lineFen)}</td>
            </tr>
          ))}
          <tr>
            <td>
              <Icon name="shopping-bag" size={24} />
            </td>
            <th scope="row">{t("pkg.fee")}</th>
            <td />
            <td>{formatYuanPlain(view.feeFen)}</td>
          </tr>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              <b>{t("pkg.sum")}</b>
            </th>
            <td>{formatYuanPlain(view.offer.priceFen)}</td>
          </tr>
        </tfoot>
      </table>
      <p className={s.noFee}>{t("pkg.nofee")}</p>
    </Section>
  );
}

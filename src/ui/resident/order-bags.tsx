import type { OrderLineView, OrderView } from "#contract/resident.ts";
import { formatBagNumber } from "../format/bag-number.ts";
import { formatSentences } from "../format/list.ts";
import { formatYuanShort } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { formatNumber } from "../format/number.ts";
import { InfoNote } from "../kit/notes.tsx";
import { PackageLetter } from "../kit/package-letter.tsx";
import { Section } from "../kit/section.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./order-bags.module.css";

/** What was ordered and what came, with the bag numbers; fewer than asked is explained right below its row. */
export async function OrderBags({ order }: { order: OrderView }) {
  const t = await getT("resident");
  const { locale } = await getPreferences();
  return (
    <Section raised title={order.bags.length > 0 ? t("bags.title", { n: order.bags.length }) : t("bags.lines")}>
      <ul className={s.list}>
        {order.lines.map((l) => {
          const bags = order.bags.filter((b) => b.letter === l.letter).map((b) => formatBagNumber(b.number));
          return (
            <li key={l.packageVersionId}>
              <div className={s.row}>
                <PackageLetter code={l.letter} />
                <span className={s.words}>
                  <b>{pickName(l.name, locale)}</b>
                  {bags.length > 0 && <span>{t("bag", { number: bags.join(", ") })}</span>}
                </span>
                <span className={s.count}>
                  {l.short && <span>{t("less", { wanted: l.wanted })}</span>}{" "}
                  <b>{t("count", { n: l.got ?? l.wanted })}</b>
                </span>
              </div>
              {l.short && <Why line={l} />}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** Cause, figures, rule, money: in this order, and only what is known. */
async function Why({ line }: { line: OrderLineView }) {
  const t = await getT("resident");
  const { locale } = await getPreferences();
  const { short } = line;
  if (!short) return null;
  const n = line.wanted - (line.got ?? 0);
  return (
    <div id="why" className={s.why}>
      <InfoNote tone="bad" icon="package-minus" title={t("why.title", { n })}>
        <p>
          {formatSentences(
            [
              t(short.reason ? `why.${short.reason}` : "why.unknown"),
              short.cityWanted !== null &&
                short.citySupply !== null &&
                t("why.figures", { wanted: formatNumber(short.cityWanted), supply: formatNumber(short.citySupply) }),
              short.rule && t(`rule.${short.rule}`),
            ].filter((sentence) => typeof sentence === "string"),
            locale,
          )}
        </p>
        <p>
          <b>{t("why.money", { n, price: formatYuanShort(short.refundFen) })}</b>
        </p>
      </InfoNote>
    </div>
  );
}

import type { LotChoice, PickItemView, ShortView } from "#contract/store.ts";
import type { CycleId, SupermarketId } from "#domain/kernel/ids.ts";
import { formatAtShelf, formatUnit } from "../format/amount.ts";
import { pickName } from "../format/name.ts";
import { formatNumber } from "../format/number.ts";
import { Meter } from "../kit/meter.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { PickForm } from "./pick-form.tsx";
import s from "./store.module.css";
import { type StoreAddress, storeHref } from "./store-address.ts";

type Props = {
  item: PickItemView;
  lots: readonly LotChoice[];
  short: ShortView | null;
  cycleId: CycleId;
  supermarketId: SupermarketId;
  rest: readonly PickItemView[];
  at: StoreAddress;
};

/** The item in hand: from which shelf and lot, how much of how much, and what to do when there is not enough. */
export async function PickNow({ item, lots, short, cycleId, supermarketId, rest, at }: Props) {
  const t = await getT("store");
  const { locale } = await getPreferences();
  const name = pickName(item.name, locale);
  const unit = formatUnit(item.unit, locale);
  const next = rest.find((i) => i.itemId !== item.itemId && i.pickedTenths < i.neededTenths);
  const full = item.pickedTenths >= item.neededTenths;
  return (
    <section className={s.now} aria-labelledby="now">
      <div className={s.nowHead}>
        <div>
          {full ? <StateTag tone="done">{t("pick.all")}</StateTag> : <p className={s.quiet}>{t("pick.now")}</p>}
          <h3 id="now" className={s.nowName}>
            {name}
          </h3>
        </div>
        <p className={s.nowAmount}>
          <b>{formatNumber(item.pickedTenths / 10)}</b>{" "}
          <span>
            / {formatNumber(item.neededTenths / 10)} {unit}
          </span>
        </p>
      </div>
      <div className={s.nowLot}>
        {item.lot ? (
          <span>
            {t("pick.lot", { shelf: item.lot.shelf, code: item.lot.code })} ·{" "}
            <b>{t("pick.expires", { day: item.lot.expiresOn })}</b>
          </span>
        ) : (
          !full && <StateTag tone="bad">{t("pick.no.lot")}</StateTag>
        )}
        <span className={s.nowMeter}>
          <Meter
            thick
            value={item.pickedTenths}
            max={item.neededTenths}
            label={t("pick.meter", {
              name,
              picked: formatNumber(item.pickedTenths / 10),
              needed: formatAtShelf(item.neededTenths, item.unit, locale),
            })}
          />
        </span>
      </div>
      <PickForm
        key={`${item.itemId}${item.pickedTenths}${item.neededTenths}`}
        pick={{
          cycleId,
          supermarketId,
          itemId: item.itemId,
          pickedTenths: item.pickedTenths,
          neededTenths: item.neededTenths,
        }}
        lots={lots}
        unit={unit}
        next={next && { href: storeHref(at, { item: next.itemId }), name: pickName(next.name, locale) }}
        then={storeHref(at, { item: undefined })}
        short={short}
      />
    </section>
  );
}

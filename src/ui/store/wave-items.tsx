import Link from "next/link";
import type { WaveView } from "#contract/store.ts";
import { formatAtShelf, formatUnit } from "../format/amount.ts";
import { pickName } from "../format/name.ts";
import { formatNumber } from "../format/number.ts";
import { Icon } from "../icons/icon.tsx";
import { Meter } from "../kit/meter.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { ExportMenu } from "../table/export-menu.tsx";
import { getT } from "../words/get-t.ts";
import s from "./store.module.css";
import { type StoreAddress, storeHref } from "./store-address.ts";

/** Every item of the wave, those that are done first and faded; a row opens its item above. */
export async function WaveItems({ wave, at }: { wave: WaveView; at: StoreAddress }) {
  const t = await getT("store");
  const { locale } = await getPreferences();
  return (
    <>
      <table className={s.table}>
        <thead>
          <tr>
            <th scope="col">{t("col.item")}</th>
            <th scope="col">{t("col.shelf")}</th>
            <th scope="col" className={s.wide}>
              {t("col.lot")}
            </th>
            <th scope="col" className={s.right}>
              {t("col.picked")}
            </th>
            <th scope="col" className={s.meterCell}>
              <span className="visually-hidden">{t("col.state")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {wave.items.map((i) => {
            const done = i.pickedTenths >= i.neededTenths;
            const name = pickName(i.name, locale);
            const here = i.itemId === wave.now?.itemId;
            return (
              <tr
                key={i.itemId}
                className={here ? s.here : done ? s.faded : undefined}
                aria-current={here || undefined}
              >
                <th scope="row">
                  <Link href={storeHref(at, { item: i.itemId })} scroll={false} prefetch={false}>
                    {name}
                  </Link>
                </th>
                <td>{i.lot?.shelf}</td>
                <td className={s.wide}>{i.lot && `${i.lot.code} · ${i.lot.expiresOn}`}</td>
                <td className={s.right}>
                  <b>{formatNumber(i.pickedTenths / 10)}</b> / {formatAtShelf(i.neededTenths, i.unit, locale)}
                </td>
                <td className={s.meterCell}>
                  <span className={s.rowMeter}>
                    <Meter
                      value={i.pickedTenths}
                      max={i.neededTenths}
                      label={t("pick.meter", {
                        name,
                        picked: formatNumber(i.pickedTenths / 10),
                        needed: formatAtShelf(i.neededTenths, i.unit, locale),
                      })}
                    />
                    {done && <Icon name="check" size={18} />}
                    {here && !done && <Icon name="arrow-left" size={18} />}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <ExportMenu
        name="pick"
        rows={[
          (["item", "shelf", "code", "expires", "done", "needed"] as const).map((key) => t(`col.${key}`)),
          ...wave.items.map((i) => [
            `${pickName(i.name, locale)} (${formatUnit(i.unit, locale)})`,
            i.lot?.shelf ?? "",
            i.lot?.code ?? "",
            i.lot?.expiresOn ?? "",
            i.pickedTenths / 10,
            i.neededTenths / 10,
          ]),
        ]}
      />
    </>
  );
}

import type { ZoneView } from "#contract/resident.ts";
import { formatDayTime } from "../format/time.ts";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./zone-order.module.css";

/** What the order behind a zone's band says: level, reach, from, until, number. */
export async function ZoneOrder({ zone }: { zone: ZoneView }) {
  const t = await getT("common");
  const { locale } = await getPreferences();
  return (
    <dl className={s.order}>
      {zone.orderNumber && (
        <div>
          <dt>{t("zone.order.number")}</dt>
          <dd>{zone.orderNumber}</dd>
        </div>
      )}
      <div>
        <dt>{t("zone.order.reach")}</dt>
        <dd>{t(zone.wholeCommunity ? "zone.order.community" : "zone.order.grid")}</dd>
      </div>
      <div>
        <dt>{t("zone.order.from")}</dt>
        <dd>{formatDayTime(zone.fromMs, locale)}</dd>
      </div>
      <div>
        <dt>{t("zone.order.to")}</dt>
        <dd>{zone.untilMs ? formatDayTime(zone.untilMs, locale) : t("zone.order.open")}</dd>
      </div>
    </dl>
  );
}

import type { ZoneView } from "#contract/resident.ts";
import { formatDayTime } from "../format/time.ts";
import { ZoneBand } from "../kit/zone-band.tsx";
import { ZoneOrder } from "../places/zone-order.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";

/** The zone of a home and what it means for those who live there; nothing where none is in force. */
export async function HomeZoneBand({ zone }: { zone: ZoneView | null }) {
  if (!zone) return null;
  const [t, common] = [await getT("resident"), await getT("common")];
  const { locale, large } = await getPreferences();
  const until = zone.untilMs && !large ? t("zone.until", { time: formatDayTime(zone.untilMs, locale) }) : undefined;
  return (
    <ZoneBand
      level={zone.level}
      name={common(`zone.${zone.level}`)}
      until={until}
      meaning={t(`zone.${zone.level}`)}
      order={<ZoneOrder zone={zone} />}
    />
  );
}

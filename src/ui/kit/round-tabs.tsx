import type { CycleId } from "#domain/kernel/ids.ts";
import { formatNear, formatNearDay } from "../format/time.ts";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { Tabs } from "./tabs.tsx";

type Round = { readonly cycleId: CycleId; readonly cutOffMs: number; readonly deliveryDayMs: number };

/** Which of several open rounds a screen is about: each by its delivery day and its cut-off. Nothing with one round. */
export async function RoundTabs({
  rounds,
  chosen,
  nowMs,
  hrefOf,
}: {
  rounds: readonly Round[];
  chosen: CycleId | null | undefined;
  nowMs: number;
  hrefOf: (cycleId: CycleId) => string;
}) {
  if (rounds.length < 2) return null;
  const [t, { locale }] = [await getT("common"), await getPreferences()];
  return (
    <Tabs
      label={t("rounds")}
      tabs={rounds.map((r) => ({
        href: hrefOf(r.cycleId),
        label: t("rounds.one", {
          day: formatNearDay(r.deliveryDayMs, nowMs, locale),
          time: formatNear(r.cutOffMs, nowMs, locale),
        }),
        current: r.cycleId === chosen,
      }))}
    />
  );
}

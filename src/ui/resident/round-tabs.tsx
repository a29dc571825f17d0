import type { ResidentHomeView } from "#contract/resident.ts";
import { formatNear } from "../format/time.ts";
import { Section } from "../kit/section.tsx";
import { Tabs } from "../kit/tabs.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { dayWord } from "./order-words.ts";

/** Which of several open rounds is ordered from: each by its delivery day and its cut-off. */
export async function RoundTabs({ view: { rounds, round, home, nowMs } }: { view: ResidentHomeView }) {
  const [t, { locale }] = [await getT("resident"), await getPreferences()];
  if (rounds.length < 2) return null;
  return (
    <Section>
      <Tabs
        label={t("rounds")}
        tabs={rounds.map((r) => ({
          href: `/r?${new URLSearchParams({ round: r.cycleId, ...(home && { home: home.householdId }) })}`,
          label: t("rounds.one", {
            day: dayWord(r.deliveryDayMs, nowMs, locale),
            time: formatNear(r.cutOffMs, nowMs, locale),
          }),
          current: r.cycleId === round?.cycleId,
        }))}
      />
    </Section>
  );
}

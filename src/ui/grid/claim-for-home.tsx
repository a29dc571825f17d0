import type { ClaimForHomeView } from "#contract/grid-homes.ts";
import { formatDoor } from "../format/door.ts";
import { formatDay } from "../format/time.ts";
import { getPreferences } from "../preferences/get-preferences.ts";
import { ClaimForm } from "../resident/claim-form.tsx";
import { getT } from "../words/get-t.ts";
import { Words } from "../words/words.tsx";
import { GridFrame } from "./grid-frame.tsx";

/** What was wrong with what came to a home that cannot say so itself: its worker says it, with a picture. */
export async function ClaimForHome({ view }: { view: ClaimForHomeView }) {
  const [t, { locale }] = [await getT("grid"), await getPreferences()];
  const home = `/g/homes/${view.householdId}`;
  return (
    <GridFrame
      back={home}
      title={t("home.claim")}
      under={`${formatDoor(view.door, locale)} · ${t("order.for", { day: formatDay(view.deliveryDayMs, locale) })}`}
      live={view.gridId}
    >
      <Words of={["resident"]}>
        <ClaimForm orderId={view.orderId} says="openForHome" back={home} />
      </Words>
    </GridFrame>
  );
}

import type { ResidentHomeView } from "#contract/resident.ts";
import { EmptyState } from "../kit/notes.tsx";
import { RoundTabs } from "../kit/round-tabs.tsx";
import { Section } from "../kit/section.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { GridWorkerRow } from "./grid-worker-row.tsx";
import { HomeZoneBand } from "./home-zone-band.tsx";
import { OfferList } from "./offer-list.tsx";
import { OrderNow } from "./order-now.tsx";
import { ResidentFrame } from "./resident-frame.tsx";
import { ResidentHeader } from "./resident-header.tsx";
import { RoundSection } from "./round-section.tsx";

/** The resident's first screen, in the order of his questions: who and where, zone, today's order, tomorrow's, choose. */
export async function ResidentHome({ view, all }: { view: ResidentHomeView; all: boolean }) {
  const t = await getT("resident");
  const { large } = await getPreferences();
  const { home, round, underWay } = view;
  const offers = round?.open && !round.notHere ? round.packages : [];
  return (
    <ResidentFrame header={<ResidentHeader home={home} unread={view.unread} />}>
      <HomeZoneBand zone={view.zone} />
      {!home && (
        <Section>
          <EmptyState icon="map-pin-house" title={view.waitingToJoin ? t("home.waiting") : t("home.none")}>
            {view.waitingToJoin ? t("home.waiting.what") : t("home.none.what")}
          </EmptyState>
        </Section>
      )}
      {home &&
        (underWay.length > 0
          ? underWay.map((order) => <OrderNow key={order.orderId} order={order} zone={view.zone} nowMs={view.nowMs} />)
          : !large && <Section>{t("today.none")}</Section>)}
      {view.rounds.length > 1 && (
        <Section>
          <RoundTabs
            rounds={view.rounds}
            chosen={view.round?.cycleId}
            nowMs={view.nowMs}
            hrefOf={(round) => `/r?${new URLSearchParams({ round, ...(home && { home: home.householdId }) })}`}
          />
        </Section>
      )}
      <RoundSection round={round} cutEarly={view.cutEarly} home={home} nowMs={view.nowMs} />
      <OfferList
        cycleId={round?.cycleId}
        offers={offers}
        needs={view.needs}
        all={all}
        hasOther={Boolean(round?.usual ?? round?.mine)}
      />
      <GridWorkerRow worker={view.gridWorker} />
      {home && <LiveRefresh topics={[`home:${home.householdId}`]} readMs={view.nowMs} />}
    </ResidentFrame>
  );
}

import type { GridOrderView, HouseholdSheetView } from "#contract/grid-homes.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { formatDoor } from "../format/door.ts";
import { formatYuanShort } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { formatDay, formatNearDay } from "../format/time.ts";
import { Facts } from "../kit/facts.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { EmptyState, InfoNote } from "../kit/notes.tsx";
import { PackageLetter } from "../kit/package-letter.tsx";
import { Section } from "../kit/section.tsx";
import { StateTag, type Tone } from "../kit/state-tag.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { ClaimList } from "../resident/claim-list.tsx";
import { getT } from "../words/get-t.ts";
import { Words } from "../words/words.tsx";
import { CancelForHome } from "./cancel-for-home.tsx";
import { DoorPhotos } from "./door-photos.tsx";
import { GiveBack } from "./give-back.tsx";
import { GridFrame } from "./grid-frame.tsx";
import { HeadsForm } from "./heads-form.tsx";
import { needWords, sizeWords } from "./home-words.ts";
import { JoinCode } from "./join-code.tsx";
import { MoveHome } from "./move-home.tsx";
import { payWords } from "./pay-words.ts";
import s from "./rows.module.css";
import { ShowPhone } from "./show-phone.tsx";
import { TakeCash } from "./take-cash.tsx";

const TONE: Partial<Record<GridOrderView["state"], Tone>> = {
  needs_review: "ink",
  delivered: "done",
  closed: "done",
  held: "bad",
  returned: "bad",
  failed: "bad",
  shorted_out: "bad",
  cancelled: "plain",
  submitted: "todo",
  draft: "todo",
};

/** One home: who lives there, what it needs, its orders and its money, and what may be done for it now. */
export async function HouseholdScreen({ view }: { view: HouseholdSheetView }) {
  const [t, { locale }] = [await getT("grid"), await getPreferences()];
  const needs = needWords(view.tags, t);
  const open = new Set([...view.mayOrder, ...view.orders.filter((o) => o.mayChange)].map((x) => x.cycleId));
  const orderIn = (cycleId: CycleId) => `/g/homes/${view.householdId}/order${open.size > 1 ? `?round=${cycleId}` : ""}`;
  return (
    <GridFrame
      back={`/g/buildings/${view.buildingId}?unit=${view.door.unit}`}
      title={formatDoor(view.door, locale)}
      under={view.vacant ? t("cell.vacant") : sizeWords(view, t)}
      live={view.gridId}
      dock={
        view.mayOrder.length > 0 ? (
          <div className={s.stack}>
            {view.mayOrder.map((r, i) => (
              <LinkButton
                key={r.cycleId}
                kind={i === 0 ? "filled" : "outlined"}
                size={60}
                wide
                icon="user-plus"
                href={orderIn(r.cycleId)}
              >
                {open.size > 1
                  ? t(view.heads === null ? "home.order.day" : "heads.order.day", {
                      day: formatNearDay(r.deliveryDayMs, view.nowMs, locale),
                    })
                  : t(view.heads === null ? "home.order" : "heads.order")}
              </LinkButton>
            ))}
          </div>
        ) : undefined
      }
    >
      {view.vacant && <EmptyState icon="house" title={t("home.vacant")} />}
      {needs.length > 0 && (
        <div className={s.block}>
          <ul className={s.tags}>
            {needs.map((n) => (
              <li key={n} className={s.tag}>
                {n}
              </li>
            ))}
          </ul>
          {view.needsInvented && <p className={s.quiet}>{t("need.invented")}</p>}
        </div>
      )}
      {view.heads !== null && !view.vacant && (
        <Section title={t("heads.section")}>
          <HeadsForm householdId={view.householdId} heads={view.heads} />
        </Section>
      )}
      {(!view.vacant || view.orders.length > 0) && (
        <Section title={t(view.heads === null ? "home.orders" : "heads.orders")}>
          {view.orders.length === 0 && <p className={s.quiet}>{t("home.orders.none")}</p>}
          <ul className={s.stack}>
            {view.orders.map((o) => (
              <li key={o.orderId}>
                <OrderCard
                  order={o}
                  nowMs={view.nowMs}
                  changeAt={orderIn(o.cycleId)}
                  claimAt={`/g/homes/${view.householdId}/claim?order=${o.orderId}`}
                />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {!view.vacant && view.heads === null && (
        <Section title={t("home.people")}>
          {view.persons.length === 0 && <p className={s.quiet}>{t("home.nobody")}</p>}
          <ul className={s.stack}>
            {view.persons.map((p) => (
              <li key={p.personId} className={s.head}>
                <Facts lead={p.name} of={[p.kind === "helper" && t("home.helper"), p.phone ?? t("home.phone.none")]} />
                {p.hasPhone && <ShowPhone personId={p.personId} name={p.name} />}
              </li>
            ))}
          </ul>
          {view.persons.some((p) => p.hasPhone) && <p className={s.quiet}>{t("home.phone.note")}</p>}
        </Section>
      )}
      {!view.vacant && view.heads === null && (
        <Section title={t("home.code")}>
          <JoinCode householdId={view.householdId} code={view.joinCode} />
        </Section>
      )}
      {view.heads === null && (
        <Section title={t("home.moved")}>
          <MoveHome householdId={view.householdId} vacant={view.vacant} />
        </Section>
      )}
    </GridFrame>
  );
}

type CardProps = { order: GridOrderView; nowMs: number; changeAt: string; claimAt: string };

async function OrderCard({ order, nowMs, changeAt, claimAt }: CardProps) {
  const [t, { locale }] = [await getT("grid"), await getPreferences()];
  const gone = order.state === "cancelled";
  const { money } = order;
  return (
    <div className={s.stack} style={{ padding: "4px 0 14px" }}>
      <div className={s.head}>
        <b>{t("order.for", { day: formatDay(order.deliveryDayMs, locale) })}</b>
        <StateTag tone={TONE[order.state] ?? "doing"}>{t(`state.${order.state}`)}</StateTag>
      </div>
      {!gone &&
        order.lines.map((l) => (
          <div key={l.packageVersionId} style={{ display: "flex", gap: 12, alignItems: "center" }}>
            <PackageLetter code={l.letter} />
            <span style={{ flex: 1, minWidth: 0 }}>
              <b>{pickName(l.name, locale)}</b>
              {l.got !== null && l.got < l.wanted && (
                <InfoNote tone="bad" icon="package-minus">
                  {t("order.got", { wanted: l.wanted, got: l.got })}
                </InfoNote>
              )}
            </span>
            <b className={s.big}>{t("order.n", { n: l.got ?? l.wanted })}</b>
          </div>
        ))}
      {gone && money.says !== "nothing" && <Facts of={payWords(money, order.turnedDown, t)} />}
      {!gone && (
        <Facts
          lead={formatYuanShort(money.costFen)}
          of={[
            ...payWords(money, order.turnedDown, t),
            order.channel === "proxy" && t("order.proxy"),
            `${t("order.code")} ${order.pickupCode}`,
          ]}
        />
      )}
      {order.note && !gone && <InfoNote icon="message-square-warning">{order.note}</InfoNote>}
      {order.doorPhotos.length > 0 && <DoorPhotos photos={order.doorPhotos} nowMs={nowMs} />}
      {order.state === "needs_review" && (
        <LinkButton kind="ink" size={54} wide href={`/g/review?round=${order.cycleId}`}>
          {t("sheet.doubt.go")}
        </LinkButton>
      )}
      {order.claims.length > 0 && (
        <Words of={["resident"]}>
          <ClaimList claims={order.claims} nowMs={nowMs} says="reopenForHome" />
        </Words>
      )}
      {order.mayClaim && (
        <LinkButton size={54} wide icon="camera" href={claimAt}>
          {t("home.claim")}
        </LinkButton>
      )}
      {order.mayTakeCash && <TakeCash orderId={order.orderId} dueFen={money.dueFen} />}
      {order.mayHandBack && <GiveBack orderId={order.orderId} amountFen={money.backFen} />}
      {(order.mayChange || order.mayCancel) && (
        <div className={s.pair}>
          {order.mayChange && (
            <LinkButton size={54} wide icon="pencil" href={changeAt}>
              {t("order.change")}
            </LinkButton>
          )}
          {order.mayCancel && <CancelForHome orderId={order.orderId} />}
        </div>
      )}
    </div>
  );
}

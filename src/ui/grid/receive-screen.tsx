import type { BusView, GridRef } from "#contract/grid.ts";
import { LATE_FROM_MS } from "#domain/movement/expected-times.ts";
import { OPEN_HANDOVER_STATES, TAKEN_HANDOVER_STATES } from "#domain/movement/handover.ts";
import { busName } from "../format/bus.ts";
import { formatClock, formatSpan } from "../format/time.ts";
import { BigNumber } from "../kit/big-number.tsx";
import { Facts } from "../kit/facts.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { EmptyState, InfoNote } from "../kit/notes.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { CallButton } from "../movement/call-button.tsx";
import { PaperNames } from "../movement/paper-names.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { CountForm } from "./count-form.tsx";
import { GridFrame } from "./grid-frame.tsx";
import { lettersOf } from "./letters.ts";
import s from "./rows.module.css";

/** The bus's count against mine: one bus after the other, the one at the gate first. */
export async function ReceiveScreen({ grid, buses }: { grid: GridRef; buses: readonly BusView[] }) {
  const t = await getT("grid");
  const sorted = [...buses].sort((a, b) => Number(open(b)) - Number(open(a)) || a.dueMs - b.dueMs);
  const settled = buses.some((b) => b.state !== "coming" && TAKEN_HANDOVER_STATES.includes(b.state));
  return (
    <GridFrame back="/g" title={t("receive.title")} live={grid.gridId}>
      {sorted.length === 0 && (
        <EmptyState icon="bus" title={t("receive.none")}>
          {t("receive.none.words")}
        </EmptyState>
      )}
      {sorted.map((b) => (
        <BusBlock key={b.stopId} bus={b} />
      ))}
      {settled && !buses.some(open) && (
        <div className={s.block}>
          <LinkButton kind="filled" size={60} wide icon="footprints" href="/g/doors">
            {t("receive.doors")}
          </LinkButton>
        </div>
      )}
    </GridFrame>
  );
}

/** A pile that is to be counted, or counted again. */
const open = (b: BusView) => b.state !== "coming" && OPEN_HANDOVER_STATES.includes(b.state);

async function BusBlock({ bus }: { bus: BusView }) {
  const [t, common, { locale }] = [await getT("grid"), await getT("common"), await getPreferences()];
  const time = formatClock(bus.arrivedMs ?? bus.dueMs, locale);
  const at = bus.arrivedMs
    ? t("receive.arrived", { time })
    : bus.way === "stands"
      ? t("receive.stands")
      : bus.overdueMs >= LATE_FROM_MS
        ? t("receive.overdue", { time, span: formatSpan(bus.overdueMs, locale) })
        : t(bus.way === "before" ? "receive.before" : "receive.due", { time });
  const counting = bus.handoverId && open(bus);
  const tookBy = bus.tookBy === "code" || bus.tookBy === "paper" || bus.tookBy === "set_down" ? bus.tookBy : undefined;
  return (
    <section className={s.block}>
      <div className={s.head}>
        <h2>{busName({ number: bus.tripNumber, bus: bus.bus }, common)}</h2>
        <Facts of={[at, lettersOf(bus.letters)]} />
      </div>
      {counting && bus.mode && <InfoNote icon="shield-check">{t(`receive.mode.${bus.mode}`)}</InfoNote>}
      {!counting && (
        <div className={s.sum}>
          <BigNumber size={36} unit={t("unit.bags")}>
            {bus.agreed ?? bus.bags}
          </BigNumber>
        </div>
      )}
      {tookBy && <InfoNote icon="shield-check">{t(`receive.way.${tookBy}`)}</InfoNote>}
      {bus.code && (
        <div className={s.readOut}>
          <p>
            <span>{t("receive.code")}</span> <b>{`${bus.code.slice(0, 3)} ${bus.code.slice(3)}`}</b>
          </p>
          <p>{t("receive.code.what")}</p>
        </div>
      )}
      {bus.counted === null && !bus.settledMs && bus.way !== "before" && (
        <CallButton tripId={bus.tripId} whom="driver" size={60} wide>
          {t("receive.call")}
        </CallButton>
      )}
      {bus.state === "disputed" && (
        <CallButton tripId={bus.tripId} whom="dispatch" size={60} wide>
          {t("receive.call.dispatch")}
        </CallButton>
      )}
      {bus.state === "on_paper" && bus.handoverId && (
        <>
          <InfoNote icon="scale">{t("receive.paper.open")}</InfoNote>
          <PaperNames handoverId={bus.handoverId} size={60} />
        </>
      )}
      {bus.settledMs && bus.state !== "set_down" && (
        <StateTag tone={bus.state === "resolved" ? "bad" : "done"}>
          {t("receive.settled", { time: formatClock(bus.settledMs, locale), n: bus.agreed ?? 0 })}
        </StateTag>
      )}
      {bus.ruling && <InfoNote tone="bad">{bus.ruling}</InfoNote>}
      {bus.state === "disputed" && (
        <InfoNote tone="ink" icon="scale" title={t("receive.waiting")}>
          {t("receive.waiting.words", { offered: bus.bags, counted: bus.counted ?? 0 })}
        </InfoNote>
      )}
      {counting && bus.handoverId && (
        <CountForm
          key={bus.state}
          handoverId={bus.handoverId}
          offered={bus.letters}
          disputed={bus.state === "disputed"}
        />
      )}
    </section>
  );
}

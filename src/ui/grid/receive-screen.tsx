import type { BusView, GridRef } from "#contract/grid.ts";
import { formatClock } from "../format/time.ts";
import { BigNumber } from "../kit/big-number.tsx";
import { Facts } from "../kit/facts.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { EmptyState, InfoNote } from "../kit/notes.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { CountForm } from "./count-form.tsx";
import { GridFrame } from "./grid-frame.tsx";
import { lettersOf } from "./letters.ts";
import s from "./rows.module.css";

/** The bus's count against mine: one bus after the other, the one at the gate first. */
export async function ReceiveScreen({ grid, buses }: { grid: GridRef; buses: readonly BusView[] }) {
  const t = await getT("grid");
  const open = (b: BusView) => b.state === "offered" || b.state === "counted" || b.state === "disputed";
  const sorted = [...buses].sort((a, b) => Number(open(b)) - Number(open(a)) || a.dueMs - b.dueMs);
  const settled = buses.some((b) => b.state === "agreed" || b.state === "resolved");
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

async function BusBlock({ bus }: { bus: BusView }) {
  const [t, { locale }] = [await getT("grid"), await getPreferences()];
  const at = bus.arrivedMs
    ? t("receive.arrived", { time: formatClock(bus.arrivedMs, locale) })
    : t("receive.due", { time: formatClock(bus.dueMs, locale) });
  const counting = bus.handoverId && (bus.state === "offered" || bus.state === "counted" || bus.state === "disputed");
  return (
    <section className={s.block}>
      <div className={s.head}>
        <h2>{t("receive.trip", { n: bus.tripNumber })}</h2>
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
      {bus.settledMs && (
        <StateTag tone={bus.state === "agreed" ? "done" : "bad"}>
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

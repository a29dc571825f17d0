"use client";
import { useState } from "react";
import type { DriverStopView } from "#contract/driver.ts";
import type { GridId, TripId } from "#domain/kernel/ids.ts";
import { LEAST_WAIT_MINUTES, SETTLED_HANDOVER_STATES, type WayOut } from "#domain/movement/handover.ts";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icon-name.ts";
import { Button } from "../kit/button.tsx";
import { deviceNow } from "../kit/device-now.ts";
import { Dialog } from "../kit/dialog.tsx";
import { InfoNote } from "../kit/notes.tsx";
import { RadioCards } from "../kit/radio-cards.tsx";
import { useServerNow } from "../kit/use-server-now.ts";
import { CallButton } from "../movement/call-button.tsx";
import { useT } from "../words/use-t.ts";
import { CodeForm } from "./code-form.tsx";
import s from "./driver.module.css";
import { SetDownForm } from "./set-down-form.tsx";
import { usePress } from "./use-press.ts";

const ICON: Readonly<Record<WayOut, IconName>> = { code: "hash", paper: "printer", set_down: "package-open" };

type Props = { tripId: TripId; stop: DriverStopView; nowMs: number };

/** Nobody comes to count: call, and after a wait hand over by code, on paper or in the marked zone, pile by pile. */
export function AloneButton(props: Props) {
  const t = useT("driver");
  const [open, setOpen] = useState(false);
  if (props.stop.state === "approaching") return null;
  return (
    <>
      <Button size={60} wide icon="hourglass" onClick={() => setOpen(true)}>
        {t("alone")}
      </Button>
      <Dialog open={open} title={t("alone.title")} onClose={() => setOpen(false)}>
        <Ways {...props} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

/** Lives as long as the dialog is open. */
function Ways({ tripId, stop, nowMs, onDone }: Props & { onDone: () => void }) {
  const [t, common] = [useT("driver"), useT("common")];
  const gatherer = common(`gatherer.${stop.aggregator}`);
  const serverNow = useServerNow(nowMs);
  const press = usePress(tripId, stop);
  const open = stop.piles.filter((p) => p.state === "on_bus" || !SETTLED_HANDOVER_STATES.includes(p.state));
  const [gridId, setGridId] = useState<GridId | undefined>(open[0]?.gridId);
  const [way, setWay] = useState<WayOut>();
  const pile = open.find((p) => p.gridId === gridId);
  if (!pile) return <InfoNote>{t("all.done")}</InfoNote>;
  // A page that was kept in the morning carries an old clock on; the server asks again how long the bus has waited.
  const waited = Math.floor((Math.max(serverNow, deviceNow()) - (stop.arrivedMs ?? serverNow)) / 60_000);
  const ways = stop.setDownZone === null ? (["code", "paper"] as const) : (["code", "paper", "set_down"] as const);
  const wait = (w: WayOut) => Math.max(0, LEAST_WAIT_MINUTES[w] - waited);
  const ofPile = { stopId: stop.stopId, gridId: pile.gridId };
  return (
    <div className={s.choices}>
      {open.length > 1 && (
        <RadioCards
          name="pile"
          legend={t("alone.which")}
          legendShown
          value={pile.gridId}
          onChange={(id) => setGridId(id as GridId)}
          cards={open.map((p) => ({ value: p.gridId, label: t("alone.pile", { grid: p.gridNumber, n: p.bags }) }))}
        />
      )}
      <CallButton key={`call ${pile.gridId}`} tripId={tripId} whom="receiver" gridId={pile.gridId} size={60} wide>
        {t("call.receiver", { name: pile.receiver ?? t("receiver.grid", { n: pile.gridNumber }) })}
      </CallButton>
      {!way &&
        ways.map((w) => (
          <button key={w} type="button" className={s.choice} disabled={wait(w) > 0} onClick={() => setWay(w)}>
            <Icon name={ICON[w]} size={32} />
            <span>
              <b>{t(`alone.${w}`)}</b>
              <span>{wait(w) > 0 ? t("alone.wait", { n: wait(w) }) : t(`alone.${w}.what`, { gatherer })}</span>
            </span>
            <Icon name="chevron-right" size={24} />
          </button>
        ))}
      {way === "code" && (
        <CodeForm key={`code ${pile.gridId}`} tripId={tripId} stop={stop} pile={pile} onDone={onDone} />
      )}
      {way === "paper" && (
        <>
          <InfoNote>{t("alone.paper.how", { n: pile.bags })}</InfoNote>
          <Button
            kind="filled"
            size={60}
            wide
            onClick={() => {
              onDone();
              press({ act: "paper", ...ofPile });
            }}
          >
            {t("alone.paper.do", { n: pile.bags })}
          </Button>
        </>
      )}
      {way === "set_down" && stop.setDownZone !== null && (
        <SetDownForm
          bags={pile.bags}
          zone={stop.setDownZone}
          onSet={(photo) => {
            onDone();
            press({ act: "set_down", ...ofPile, photo });
          }}
        />
      )}
      {way && (
        <Button size={54} wide icon="chevron-left" onClick={() => setWay(undefined)}>
          {t("problem.back")}
        </Button>
      )}
    </div>
  );
}

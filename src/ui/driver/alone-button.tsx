"use client";
import { useState } from "react";
import type { DriverStopView } from "#contract/driver.ts";
import type { GridId, TripId } from "#domain/kernel/ids.ts";
import { LEAST_WAIT_MINUTES, SETTLED_HANDOVER_STATES, type WayOut } from "#domain/movement/handover.ts";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icon-name.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { RadioCards } from "../kit/radio-cards.tsx";
import { useServerNow } from "../kit/use-server-now.ts";
import { CallButton } from "../movement/call-button.tsx";
import { useAct } from "../use-act.ts";
import { useOnline } from "../use-online.ts";
import { useT } from "../words/use-t.ts";
import { CodeForm } from "./code-form.tsx";
import s from "./driver.module.css";
import { hereSince } from "./here-since.ts";
import { SetDownForm } from "./set-down-form.tsx";

const ICON: Readonly<Record<WayOut, IconName>> = { code: "hash", paper: "printer", set_down: "package-open" };

type Props = { tripId: TripId; stop: DriverStopView; nowMs: number };

/** Nobody comes to count: call, and after a wait hand over by code, on paper or in the marked zone, pile by pile. */
export function AloneButton(props: Props) {
  const t = useT("driver");
  const online = useOnline();
  const [open, setOpen] = useState(false);
  // On the way there it is of use where the phone has no network to say that the bus has arrived.
  if (props.stop.state === "approaching" && online) return null;
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
  const t = useT("driver");
  const now = useServerNow(nowMs);
  const { act, busy, error } = useAct();
  const open = stop.piles.filter((p) => p.state === "on_bus" || !SETTLED_HANDOVER_STATES.includes(p.state));
  const [gridId, setGridId] = useState<GridId | undefined>(open[0]?.gridId);
  const [way, setWay] = useState<WayOut>();
  const [since] = useState(() => stop.arrivedMs ?? hereSince(stop.stopId, nowMs));
  const pile = open.find((p) => p.gridId === gridId);
  if (!pile) return <InfoNote>{t("all.done")}</InfoNote>;
  const waited = Math.floor((now - since) / 60_000);
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
      {error && <ErrorNote>{error}</ErrorNote>}
      {!way &&
        ways.map((w) => (
          <button key={w} type="button" className={s.choice} disabled={wait(w) > 0} onClick={() => setWay(w)}>
            <Icon name={ICON[w]} size={32} />
            <span>
              <b>{t(`alone.${w}`)}</b>
              <span>{wait(w) > 0 ? t("alone.wait", { n: wait(w) }) : t(`alone.${w}.what`)}</span>
            </span>
            <Icon name="chevron-right" size={24} />
          </button>
        ))}
      {way === "code" && (
        <CodeForm key={`code ${pile.gridId}`} stop={stop} pile={pile} since={since} now={now} onDone={onDone} />
      )}
      {way === "paper" && (
        <>
          <InfoNote>{t("alone.paper.how", { n: pile.bags })}</InfoNote>
          <Button
            kind="filled"
            size={60}
            wide
            disabled={busy}
            onClick={() => act((c) => c.movement.handOnPaper.mutate(ofPile), onDone)}
          >
            {t("alone.paper.do", { n: pile.bags })}
          </Button>
        </>
      )}
      {way === "set_down" && stop.setDownZone !== null && (
        <SetDownForm pile={ofPile} bags={pile.bags} zone={stop.setDownZone} onDone={onDone} />
      )}
      {way && (
        <Button size={54} wide icon="chevron-left" onClick={() => setWay(undefined)}>
          {t("problem.back")}
        </Button>
      )}
    </div>
  );
}

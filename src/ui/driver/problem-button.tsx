"use client";
import { useState } from "react";
import type { DriverStopView } from "#contract/driver.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { Icon } from "../icons/icon.tsx";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { useServerNow } from "../kit/use-server-now.ts";
import { CallButton } from "../movement/call-button.tsx";
import { useAct } from "../use-act.ts";
import { useOnline } from "../use-online.ts";
import { useT } from "../words/use-t.ts";
import s from "./driver.module.css";
import { type Press, usePress } from "./use-press.ts";

type Problem = "late" | "gate" | "count" | "broken";
const MINUTES = [10, 20, 30, 60];

type Props = {
  tripId: TripId;
  /** A bus that stands already has not broken down again. */
  running: boolean;
  stop: DriverStopView;
  nowMs: number;
};

/** What can go wrong on the way, in large choices; each says at once what happens next. */
export function ProblemButton(props: Props) {
  const t = useT("driver");
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const close = () => {
    setOpen(false);
    setProblem(undefined);
  };
  return (
    <>
      <Button size={60} wide icon="octagon-alert" onClick={() => setOpen(true)}>
        {t("act.problem")}
      </Button>
      <Dialog open={open} title={problem ? t(`problem.${problem}`) : t("problem.title")} onClose={close}>
        <Choices {...props} problem={problem} onProblem={setProblem} onDone={close} />
      </Dialog>
    </>
  );
}

type ChoicesProps = Props & {
  problem: Problem | undefined;
  onProblem: (problem: Problem | undefined) => void;
  onDone: () => void;
};

/** Lives as long as the dialog is open, and so does what it has to say. */
function Choices({ tripId, running, stop, nowMs, problem, onProblem, onDone }: ChoicesProps) {
  const [t, common] = [useT("driver"), useT("common")];
  const gatherer = common(`gatherer.${stop.aggregator}`);
  const { act, busy, error } = useAct();
  const [reason, setReason] = useState("");
  const { stopId, state } = stop;
  const press = usePress(tripId, stop);
  const say = (what: Press) => {
    onDone();
    press(what);
  };
  const online = useOnline();
  const now = useServerNow(nowMs);
  const gateClosed = now < stop.gateOpensMs || now >= stop.gateClosesMs;
  const choice = (p: Problem, icon: Parameters<typeof Icon>[0]["name"]) => (
    <button type="button" className={s.choice} onClick={() => onProblem(p)}>
      <Icon name={icon} size={32} />
      <span>
        <b>{t(`problem.${p}`)}</b>
        <span>{t(`problem.${p}.what`, { gatherer })}</span>
      </span>
      <Icon name="chevron-right" size={24} />
    </button>
  );
  return (
    <div className={s.choices}>
      {error && <ErrorNote>{error}</ErrorNote>}
      {!problem && (
        <>
          {choice("late", "clock")}
          {choice("gate", "door-closed")}
          {choice("count", "hash")}
          {running && choice("broken", "truck")}
          <CallButton tripId={tripId} whom="dispatch" size={60} wide>
            {t("call.dispatch")}
          </CallButton>
          <CallButton tripId={tripId} whom="depot" size={60} wide>
            {t("call.depot")}
          </CallButton>
        </>
      )}
      {problem === "late" && state !== "approaching" && <InfoNote>{t("problem.late.only")}</InfoNote>}
      {problem === "late" && state === "approaching" && (
        <>
          <p>{t("problem.late.ask")}</p>
          <div className={s.minutes}>
            {MINUTES.map((minutes) => (
              <Button key={minutes} size={60} onClick={() => say({ act: "late", stopId, minutes })}>
                {t("problem.minutes", { n: minutes })}
              </Button>
            ))}
          </div>
        </>
      )}
      {problem === "gate" && state === "approaching" && <InfoNote>{t("problem.gate.first")}</InfoNote>}
      {problem === "gate" && state === "unloading" && <InfoNote>{t("problem.gate.unloading")}</InfoNote>}
      {problem === "gate" && state === "arrived" && (
        <>
          {!gateClosed && <InfoNote>{t("problem.gate.open", { gatherer })}</InfoNote>}
          <Button
            size={60}
            wide
            icon="hourglass"
            onClick={() => say({ act: "wait", stopId, ...(gateClosed ? {} : { reason: t("problem.gate.shut") }) })}
          >
            {t("problem.gate.wait")}
          </Button>
        </>
      )}
      {problem === "gate" && state === "waiting" && (
        <form
          className={s.choices}
          onSubmit={(e) => {
            e.preventDefault();
            say({ act: "skip", stopId, reason });
          }}
        >
          <Field
            label={t("problem.gate.reason")}
            hint={t("problem.gate.reason.hint")}
            value={reason}
            onChange={(e) => setReason(e.target.value)}
            required
            minLength={2}
            maxLength={200}
          />
          <Button type="submit" kind="bad" size={60} wide icon="ban">
            {t("problem.gate.skip")}
          </Button>
        </form>
      )}
      {problem === "broken" && (
        <>
          <InfoNote>{t("problem.broken.tell")}</InfoNote>
          {!online && (
            <InfoNote tone="bad" icon="cloud-off">
              {t("problem.broken.offline")}
            </InfoNote>
          )}
          <Button
            kind="bad"
            size={60}
            wide
            icon="octagon-alert"
            disabled={busy || !online}
            onClick={() => act((c) => c.movement.breakDown.mutate({ tripId }), onDone)}
          >
            {t("problem.broken.do")}
          </Button>
        </>
      )}
      {problem === "count" && <InfoNote>{t("problem.count.tell", { gatherer })}</InfoNote>}
      {problem && (
        <Button size={54} wide icon="chevron-left" onClick={() => onProblem(undefined)}>
          {t("problem.back")}
        </Button>
      )}
    </div>
  );
}

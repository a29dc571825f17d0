"use client";
import { useEffect } from "react";
import type { PlanView } from "#contract/dispatch.ts";
import type { CycleId, PlanId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./solve-panel.module.css";
import m from "./stop-moves.module.css";

/** Long enough to put right what a few changes have left. */
const REPAIR_SECONDS = 5;

/** What was changed by hand: taken back, made again, or the rest planned anew around it. Ctrl Z and Shift Ctrl Z as everywhere. */
export function PlanSteps({ view }: { view: PlanView }) {
  const t = useT("dispatch");
  const { act, busy, error } = useAct();
  const { plan } = view;
  const open = plan?.state === "proposed" ? plan : null;
  const step = (which: "undo" | "redo") => {
    if (open && !busy) void act((c) => c.movement.stepPlan.mutate({ planId: open.id as PlanId, step: which }));
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest("input, textarea");
      if (typing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
      if (event.shiftKey ? !open?.redo : !open?.undo) return;
      event.preventDefault();
      step(event.shiftKey ? "redo" : "undo");
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  });
  if (!open) return null;
  const repair = () =>
    act((c) =>
      c.movement.requestPlan.mutate({
        cycleId: view.cycle.id as CycleId,
        seconds: REPAIR_SECONDS,
        seed: open.seed,
        from: open.id as PlanId,
      }),
    );
  const pinned = view.trips.flatMap((x) => x.stops).filter((x) => x.pinned).length;
  const locked = view.trips.filter((x) => x.locked).length;
  return (
    <section className={s.panel} aria-label={t("steps.title")}>
      {error && <ErrorNote>{error}</ErrorNote>}
      <div className={m.steps}>
        {open.undo && (
          <Button icon="undo-2" disabled={busy} aria-keyshortcuts="Control+Z" onClick={() => step("undo")}>
            {t("move.undo", { what: t(`change.${open.undo}`) })}
          </Button>
        )}
        {open.redo && (
          <Button icon="redo-2" disabled={busy} aria-keyshortcuts="Shift+Control+Z" onClick={() => step("redo")}>
            {t("move.redo")}
          </Button>
        )}
        {view.canSolve && (
          <Button icon="refresh-cw" disabled={busy} onClick={repair}>
            {t("steps.repair")}
          </Button>
        )}
      </div>
      {open.instead && <p role="status">{t("steps.instead", { n: open.instead.stops })}</p>}
      <LinkButton
        icon="columns-2"
        href={`/d/compare?cycle=${view.cycle.id}${open.instead ? `&a=${open.instead.planId}&b=${open.id}` : ""}`}
      >
        {t("steps.compare")}
      </LinkButton>
      <p className={s.quiet}>{t("steps.repair.what", { pinned, locked })}</p>
    </section>
  );
}

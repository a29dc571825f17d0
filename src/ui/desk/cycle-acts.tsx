"use client";
import type { CycleDetail } from "#contract/desk.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { actsFor } from "#domain/kernel/machine.ts";
import { CYCLE } from "#domain/offer/cycle.ts";
import type { Api } from "../api.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { ReasonForm } from "../kit/reason-form.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./cycles.module.css";
import { EndEarly } from "./end-early.tsx";
import { ExtendCycle } from "./extend-cycle.tsx";

type Next = "publish" | "settle" | "preview" | "approve";
/** What is filled, and what stands below it: each only where the table gives it to the desk. */
const NEXT = ["publish", "settle"] as const;
const OTHERS = ["open_early", "cut_off_early", "close_early", "extend", "undo_allocation", "cancel"] as const;
type Other = (typeof OTHERS)[number] | "preview";

/** What the desk can do with a cycle from where it stands: the next step filled, everything else below it, with a reason where one is asked. */
export function CycleActs({ detail }: { detail: CycleDetail }) {
  const t = useT("desk");
  const { act, busy, error } = useAct();
  const { cycle, run } = detail;
  const cycleId = cycle.id as CycleId;
  const acts = actsFor(CYCLE, cycle.state, "DESK");
  const shares = acts.includes("allocate");
  const ready = shares && run?.state === "preview";
  const computing = run?.state === "computing";
  const share = ready ? "approve" : computing ? undefined : "preview";
  const next = shares ? share : NEXT.find((act) => acts.includes(act));
  const others: readonly Other[] = ready ? ["preview"] : OTHERS.filter((act) => acts.includes(act));
  // Open claims do not stop the settling of a cycle whose desk says why; everything else does.
  const waives = next === "settle" && (detail.checks?.openClaims ?? 0) > 0;

  const press = (name: Next | Other) =>
    act((client: Api): Promise<unknown> => {
      if (name === "publish") return client.cycles.publish.mutate({ cycleId });
      if (name === "settle") return client.cycles.settle.mutate({ cycleId });
      if (name === "open_early") return client.cycles.openEarly.mutate({ cycleId });
      if (name === "approve") return client.cycles.approveAllocation.mutate({ cycleId, run: run?.number ?? 0 });
      return client.cycles.previewAllocation.mutate({ cycleId });
    });
  const words = (name: Next | Other) => (name === "preview" && run ? t("act.preview.again") : t(`act.${name}`));

  const other = (name: Other) => {
    if (name === "extend")
      return (
        <ExtendCycle
          key={name}
          cycle={cycle}
          nowMs={detail.nowMs}
          busy={busy}
          onExtend={(to) => act((c) => c.cycles.extend.mutate({ cycleId, ...to }))}
        />
      );
    if ((name === "cut_off_early" || name === "close_early") && detail.early)
      return (
        <EndEarly
          key={name}
          act={name}
          early={detail.early}
          busy={busy}
          onEnd={(reason) =>
            act(
              (c): Promise<unknown> =>
                name === "close_early"
                  ? c.cycles.closeEarly.mutate({ cycleId, reason })
                  : c.cycles.cutOffEarly.mutate({ cycleId, reason }),
            )
          }
        />
      );
    if (name === "cancel" || name === "undo_allocation")
      return (
        <ReasonForm
          key={name}
          act={words(name)}
          kind="bad"
          busy={busy}
          onAct={(reason) =>
            act(
              (c): Promise<unknown> =>
                name === "cancel"
                  ? c.cycles.cancel.mutate({ cycleId, reason })
                  : c.cycles.undoAllocation.mutate({ cycleId, reason }),
            )
          }
        />
      );
    return (
      <Button key={name} disabled={busy} onClick={() => press(name)}>
        {words(name)}
      </Button>
    );
  };
  return (
    <div className={s.acts}>
      <InfoNote>{t(`cycle.next.${cycle.state}`)}</InfoNote>
      {error && <ErrorNote>{error}</ErrorNote>}
      {next &&
        (waives ? (
          <ReasonForm
            act={words(next)}
            busy={busy}
            onAct={(reason) => act((c) => c.cycles.settle.mutate({ cycleId, reason }))}
          />
        ) : (
          <Button kind="filled" wide disabled={busy} onClick={() => press(next)}>
            {busy ? t("act.busy") : words(next)}
          </Button>
        ))}
      {others.length > 0 && (
        <details className={s.other}>
          <summary>{t("act.other")}</summary>
          <div className={s.acts}>{others.map(other)}</div>
        </details>
      )}
    </div>
  );
}

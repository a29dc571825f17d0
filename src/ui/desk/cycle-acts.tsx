"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { CycleDetail } from "#contract/desk.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { type Api, api } from "../api.ts";
import { errorWords } from "../error-words.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { useT } from "../words/use-t.ts";
import s from "./cycles.module.css";

type Act = "publish" | "open_early" | "extend" | "close" | "cancel" | "settle" | "preview" | "approve";
const NEXT: Readonly<Partial<Record<CycleDetail["cycle"]["state"], Act>>> = { draft: "publish", reconciling: "settle" };
const OTHERS: Readonly<Partial<Record<CycleDetail["cycle"]["state"], readonly Act[]>>> = {
  draft: ["cancel"],
  published: ["open_early", "cancel"],
  open: ["cancel"],
  closing: ["extend", "close", "cancel"],
};
const GUARDS = [
  "offer_complete",
  "price_rules_pass",
  "sheets_frozen_or_waived",
  "no_batch_accepted",
  "conservation_holds",
  "ledger_zero_sum",
  "claims_closed_or_waived",
] as const;
const MINUTES = 30;

/** What the desk can do with a cycle from where it stands: the next step filled, everything else below it, with a reason where one is asked. */
export function CycleActs({ detail }: { detail: CycleDetail }) {
  const t = useT("desk");
  const errors = useT("errors");
  const router = useRouter();
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { cycle, run } = detail;
  const cycleId = cycle.id as CycleId;
  const ready = cycle.state === "closed" && run?.state === "preview";
  const next: Act | undefined =
    cycle.state === "closed"
      ? ready
        ? "approve"
        : run?.state === "computing"
          ? undefined
          : "preview"
      : NEXT[cycle.state];
  const others: readonly Act[] = ready ? ["preview"] : (OTHERS[cycle.state] ?? []);
  const waives = cycle.state === "reconciling" && (detail.checks?.openClaims ?? 0) > 0;

  const call = (client: Api, act: Act): Promise<unknown> => {
    const why = reason.trim() ? { reason: reason.trim() } : {};
    const later = Math.max(detail.nowMs, cycle.cutOffMs) + MINUTES * 60_000;
    switch (act) {
      case "publish":
        return client.cycles.publish.mutate({ cycleId });
      case "open_early":
        return client.cycles.openEarly.mutate({ cycleId });
      case "extend":
        return client.cycles.extend.mutate({
          cycleId,
          ...why,
          cutOffAt: later as Instant,
          graceEndsAt: (later + MINUTES * 60_000) as Instant,
        });
      case "close":
        return client.cycles.close.mutate({ cycleId });
      case "cancel":
        return client.cycles.cancel.mutate({ cycleId, ...why });
      case "settle":
        return client.cycles.settle.mutate({ cycleId, ...why });
      case "preview":
        return client.cycles.previewAllocation.mutate({ cycleId });
      case "approve":
        return client.cycles.approveAllocation.mutate({ cycleId, run: run?.number ?? 0 });
    }
  };
  const press = async (act: Act) => {
    const asks = act === "cancel" || act === "extend" || (act === "settle" && waives);
    setMissing(asks && !reason.trim());
    if (asks && !reason.trim()) return;
    setBusy(true);
    setWrong(null);
    try {
      await call(await api(), act);
      router.refresh();
    } catch (error) {
      const guard = (error as { data?: { app?: { detail?: { guard?: string } } } }).data?.app?.detail?.guard;
      const known = GUARDS.find((g) => g === guard);
      setWrong(known ? t(`guard.${known}`) : errorWords(error, errors));
    } finally {
      setBusy(false);
    }
  };
  const words = (act: Act) => (act === "preview" && run ? t("act.preview.again") : t(`act.${act}`));
  const asksReason = waives || others.some((a) => a === "cancel" || a === "extend");
  const field = asksReason && (
    <Field
      label={t("act.reason")}
      value={reason}
      maxLength={200}
      onChange={(e) => setReason(e.target.value)}
      error={missing ? t("act.reason.missing") : undefined}
    />
  );
  return (
    <div className={s.acts}>
      <InfoNote>{t(`cycle.next.${cycle.state}`)}</InfoNote>
      {wrong && <ErrorNote>{wrong}</ErrorNote>}
      {waives && field}
      {next && (
        <Button kind="filled" wide disabled={busy} onClick={() => press(next)}>
          {busy ? t("act.busy") : words(next)}
        </Button>
      )}
      {others.length > 0 && (
        <details className={s.other}>
          <summary>{t("act.other")}</summary>
          <div className={s.acts}>
            {field}
            {others.map((a) => (
              <Button key={a} kind={a === "cancel" ? "bad" : "outlined"} disabled={busy} onClick={() => press(a)}>
                {words(a)}
              </Button>
            ))}
          </div>
        </details>
      )}
    </div>
  );
}

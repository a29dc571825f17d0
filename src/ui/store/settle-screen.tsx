"use client";
import { useState } from "react";
import type { SettlementView } from "#contract/settlements.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { actsFor } from "#domain/kernel/machine.ts";
import { SETTLEMENT } from "#domain/ledger/settlement.ts";
import { Pane } from "../frames/pane.tsx";
import { Button } from "../kit/button.tsx";
import { EmptyState, ErrorNote } from "../kit/notes.tsx";
import { ReasonForm } from "../kit/reason-form.tsx";
import { Tabs } from "../kit/tabs.tsx";
import { SettlementFigures } from "../supply/settlement-figures.tsx";
import { SettlementLines } from "../supply/settlement-lines.tsx";
import { useT } from "../words/use-t.ts";
import { type StoreAddress, storeHref } from "./store-address.ts";
import { useStoreAct } from "./use-store-act.ts";

type Props = {
  rounds: readonly { readonly cycleId: CycleId; readonly number: number }[];
  settlement: SettlementView | null;
  manager: boolean;
  at: StoreAddress;
};

/** What the city owes the store for a round, line by line; the manager agrees to it, or says what is not right. */
export function SettleScreen({ rounds, settlement: view, manager, at }: Props) {
  const t = useT("settlement");
  if (!view)
    return (
      <Pane names title={t("title")}>
        <EmptyState title={t("none")}>{t("none.how")}</EmptyState>
      </Pane>
    );
  return (
    <>
      <Pane names title={t("title")} facts={t("of", { n: view.cycleNumber })}>
        {rounds.length > 1 && (
          <Tabs
            label={t("rounds")}
            dense
            tabs={rounds.map((r) => ({
              href: storeHref(at, { cycle: r.cycleId }),
              label: t("of", { n: r.number }),
              current: r.cycleId === view.cycleId,
            }))}
          />
        )}
        <SettlementLines view={view} />
      </Pane>
      <Pane title={t("sums")} width={360} tone="paper">
        <SettlementFigures view={view} />
        {manager && <Answer key={view.revision} view={view} />}
      </Pane>
    </>
  );
}

function Answer({ view }: { view: SettlementView }) {
  const t = useT("settlement");
  const { run, busy, error } = useStoreAct();
  const [disputes, setDisputes] = useState(false);
  const { settlementId, revision, state } = view;
  if (!settlementId || !state || !actsFor(SETTLEMENT, state, "SUPM").includes("agree")) return null;
  const answer = (wish: { answer: "agree" } | { answer: "dispute"; reason: string }) =>
    run((c) => c.settlements.answer.mutate({ settlementId, revision, ...wish }));
  return (
    <div>
      {error && <ErrorNote>{error}</ErrorNote>}
      <p>{t("answer.what")}</p>
      <Button kind="filled" wide disabled={busy} onClick={() => answer({ answer: "agree" })}>
        {t("agree")}
      </Button>
      {disputes ? (
        <ReasonForm act={t("dispute")} busy={busy} onAct={(reason) => answer({ answer: "dispute", reason })} />
      ) : (
        <Button wide disabled={busy} onClick={() => setDisputes(true)}>
          {t("dispute")}
        </Button>
      )}
    </div>
  );
}

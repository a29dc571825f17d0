"use client";
import type { BatchGroupView } from "#contract/store.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useStoreAct } from "./use-store-act.ts";

type Next = NonNullable<BatchGroupView["next"]>;
const ACTS = ["start_picking", "finish_picking", "pack", "stage"] as const;

/** The step that is due for a group, for all of its batches that stand there. */
export function BatchStepButton({ next, late }: { next: Next; late: boolean }) {
  const { run, busy, error, t } = useStoreAct();
  const act = ACTS.find((a) => a === next.act);
  if (!act) return null;
  return (
    <>
      <Button
        kind={late ? "ink" : "act"}
        size={36}
        disabled={busy}
        onClick={() => run((c) => c.supply.moveBatches.mutate({ batchIds: [...next.batchIds], act }))}
      >
        {t(`act.${act}`, { n: next.batchIds.length })}
      </Button>
      {error && <ErrorNote>{error}</ErrorNote>}
    </>
  );
}

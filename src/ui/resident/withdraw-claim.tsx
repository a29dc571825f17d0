"use client";
import type { OrderId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";

/** 我还没付: a word that slipped out is taken back, as long as the desk has not answered it. */
export function WithdrawClaim({ orderId }: { orderId: OrderId }) {
  const t = useT("resident");
  const { act, busy, error } = useAct();
  return (
    <>
      <Button
        size={54}
        wide
        icon="undo-2"
        onClick={() => act((c) => c.money.withdrawClaim.mutate({ orderId }))}
        disabled={busy}
      >
        {t("money.unsay")}
      </Button>
      {error && <ErrorNote>{error}</ErrorNote>}
    </>
  );
}

"use client";
import type { OrderId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";

/** 我付过了: the home says that it has paid; the desk looks for it on the statement. */
export function PayButton({ orderId }: { orderId: OrderId }) {
  const t = useT("resident");
  const { act, busy, error } = useAct();
  return (
    <>
      <Button
        size={54}
        wide
        icon="banknote"
        onClick={() => act((c) => c.money.claim.mutate({ orderId }))}
        disabled={busy}
      >
        {t("money.say")}
      </Button>
      {error && <ErrorNote>{error}</ErrorNote>}
    </>
  );
}

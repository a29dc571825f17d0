"use client";
import type { OrderId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";

const LOOK = {
  /** 我付过了: the home says that it has paid; the desk looks for it on the statement. */
  claim: { icon: "banknote", words: "money.say" },
  /** 我还没付: a word that slipped out is taken back, as long as the desk has not answered it. */
  withdrawClaim: { icon: "undo-2", words: "money.unsay" },
} as const;

/** What a home says about its payment. */
export function ClaimButton({ orderId, says }: { orderId: OrderId; says: keyof typeof LOOK }) {
  const t = useT("resident");
  const { act, busy, error } = useAct();
  const { icon, words } = LOOK[says];
  return (
    <>
      <Button size={54} wide icon={icon} onClick={() => act((c) => c.money[says].mutate({ orderId }))} disabled={busy}>
        {t(words)}
      </Button>
      {error && <ErrorNote>{error}</ErrorNote>}
    </>
  );
}

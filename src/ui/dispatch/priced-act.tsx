"use client";
import type { PlanChange } from "#contract/plan-edits.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useT } from "../words/use-t.ts";
import { PriceWords } from "./price-words.tsx";
import type { Priced } from "./use-plan-change.ts";

type Props = {
  priced: Priced;
  label: string;
  nameOf: (placeId: string) => string;
  /** Something is being changed. */
  held: boolean;
  onTake: (change: PlanChange) => void;
};

/** The price of the change that is thought of, said as soon as it is known, and the button that makes it. */
export function PricedAct({ priced: { change, price, error, busy }, label, nameOf, held, onTake }: Props) {
  const t = useT("dispatch");
  return (
    <>
      <div role="status">
        {error && <ErrorNote>{error}</ErrorNote>}
        {busy && t("move.asking")}
        {price && <PriceWords price={price} nameOf={nameOf} />}
      </div>
      {price && change && (
        <Button kind="act" disabled={held || !price.allowed} onClick={() => onTake(change)}>
          {label}
        </Button>
      )}
    </>
  );
}

"use client";
import { useState } from "react";
import type { ShortView } from "#contract/store.ts";
import type { CycleId, ItemId, LotId, SupermarketId } from "#domain/kernel/ids.ts";
import { formatNumber } from "../format/number.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { ShortPanel } from "./short-panel.tsx";
import s from "./store.module.css";
import { useStoreAct } from "./use-store-act.ts";

type Pick = {
  readonly cycleId: CycleId;
  readonly supermarketId: SupermarketId;
  readonly itemId: ItemId;
  readonly lotId: LotId | undefined;
  readonly pickedTenths: number;
  readonly neededTenths: number;
};
type Props = {
  pick: Pick;
  unit: string;
  next: { href: string; name: string } | undefined;
  /** Where a full item leads: the first that is not. */
  then: string;
  short: ShortView | null;
};

/** How much has been picked in all; said twice it changes nothing. Full: the next item comes by itself. */
export function PickForm({ pick, unit, next, then, short }: Props) {
  const { run, busy, error, t, router } = useStoreAct();
  const [amount, setAmount] = useState("");
  const [open, setOpen] = useState(false);
  const { neededTenths, ...rest } = pick;
  const record = async (pickedTenths: number) => {
    const went = await run((c) => c.supply.recordPick.mutate({ ...rest, pickedTenths }));
    if (went && pickedTenths >= neededTenths) router.push(then, { scroll: false });
  };
  return (
    <>
      <form
        className={s.pickForm}
        onSubmit={(e) => {
          e.preventDefault();
          const tenths = Math.round(Number(amount) * 10);
          if (amount !== "" && Number.isFinite(tenths) && tenths >= 0) void record(tenths);
        }}
      >
        <Field
          label={t("pick.amount", { unit })}
          type="number"
          inputMode="decimal"
          min={0}
          step="0.1"
          placeholder={String(pick.pickedTenths / 10)}
          value={amount}
          onChange={(e) => setAmount(e.target.value)}
        />
        <Button
          type="submit"
          kind={open || amount === "" ? "outlined" : "filled"}
          disabled={busy || amount === ""}
          end="↵"
        >
          {t("pick.record")}
        </Button>
        {pick.pickedTenths < neededTenths && (
          <Button
            kind={open || amount !== "" ? "outlined" : "filled"}
            icon="check"
            disabled={busy}
            onClick={() => record(neededTenths)}
          >
            {t("pick.full", { amount: `${formatNumber(neededTenths / 10)} ${unit}` })}
          </Button>
        )}
        {next && (
          <LinkButton icon="arrow-right" href={next.href} prefetch={false}>
            {t("pick.next", { name: next.name })}
          </LinkButton>
        )}
        {short && !open && (
          <Button icon="triangle-alert" onClick={() => setOpen(true)}>
            {t("pick.short")}
          </Button>
        )}
      </form>
      {error && <ErrorNote>{error}</ErrorNote>}
      {short && open && <ShortPanel short={short} itemId={pick.itemId} unit={unit} onClose={() => setOpen(false)} />}
    </>
  );
}

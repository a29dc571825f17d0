"use client";
import { useState } from "react";
import type { LotChoice, ShortView } from "#contract/store.ts";
import type { CycleId, ItemId, SupermarketId } from "#domain/kernel/ids.ts";
import { formatNumber } from "../format/number.ts";
import { Button } from "../kit/button.tsx";
import { Field, SelectField } from "../kit/field.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { ShortPanel } from "./short-panel.tsx";
import s from "./store.module.css";
import { useStoreAct } from "./use-store-act.ts";

type Pick = {
  readonly cycleId: CycleId;
  readonly supermarketId: SupermarketId;
  readonly itemId: ItemId;
  readonly pickedTenths: number;
  readonly neededTenths: number;
};
type Props = {
  pick: Pick;
  /** The first to expire first. */
  lots: readonly LotChoice[];
  unit: string;
  next: { href: string; name: string } | undefined;
  /** Where a full item leads: the first that is not. */
  then: string;
  short: ShortView | null;
};

/** How much has been picked in all; said twice it changes nothing. Full: the next item comes by itself. */
export function PickForm({ pick, lots, unit, next, then, short }: Props) {
  const { run, busy, error, t, router } = useStoreAct();
  const [amount, setAmount] = useState("");
  const [open, setOpen] = useState(false);
  const [lotId, setLotId] = useState(lots[0]?.lotId);
  const [reason, setReason] = useState("");
  const { neededTenths, ...rest } = pick;
  const isLater = lotId !== undefined && lotId !== lots[0]?.lotId;
  const record = async (pickedTenths: number) => {
    const why = isLater && reason.trim() !== "" ? { reason: reason.trim() } : {};
    const went = await run((c) => c.supply.recordPick.mutate({ ...rest, lotId, pickedTenths, ...why }));
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
        {lots.length > 1 && (
          <SelectField
            label={t("pick.from.lot")}
            value={lotId}
            onChange={(e) => setLotId(lots.find((l) => l.lotId === e.target.value)?.lotId)}
          >
            {lots.map((l) => (
              <option key={l.lotId} value={l.lotId}>
                {t("pick.lot.choice", { shelf: l.shelf, code: l.code, day: l.expiresOn })}
                {l.leftTenths === null
                  ? ""
                  : ` · ${t("pick.lot.left", { left: formatNumber(l.leftTenths / 10), unit })}`}
              </option>
            ))}
          </SelectField>
        )}
        {isLater && (
          <Field
            label={t("pick.lot.why")}
            value={reason}
            maxLength={200}
            autoComplete="off"
            onChange={(e) => setReason(e.target.value)}
          />
        )}
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

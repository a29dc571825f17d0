"use client";
import { type FormEvent, useState } from "react";
import type { SettlementView } from "#contract/settlements.ts";
import { actsFor } from "#domain/kernel/machine.ts";
import { fen } from "#domain/kernel/money.ts";
import { SETTLEMENT } from "#domain/ledger/settlement.ts";
import { formatYuan } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import s from "../supply/settlement.module.css";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";

/** The desk lays a store's figures down, at the card's or other prices and with the claims that are its to bear; once both agree it settles. */
export function SettlementActs({ view }: { view: SettlementView }) {
  const t = useT("settlement");
  const locale = useLocale();
  const { act, busy, error } = useAct();
  const [leftOut, setLeftOut] = useState(() => view.claims.filter((c) => c.leftOut).map((c) => c.claimId));
  const { cycleId, supermarketId, settlementId, revision } = view;
  const acts = actsFor(SETTLEMENT, view.state ?? "drafted", "DESK");
  const canSettle = settlementId !== null && acts.includes("settle");

  const propose = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const prices = view.prices.map(({ packageVersionId }) => ({
      packageVersionId,
      contractFen: fen(Math.round(Number(data.get(packageVersionId)) * 100)),
    }));
    void act((c) => c.settlements.propose.mutate({ cycleId, supermarketId, revision, prices, leftOut }));
  };
  return (
    <>
      {error && <ErrorNote>{error}</ErrorNote>}
      {canSettle && (
        <Button
          kind="filled"
          wide
          disabled={busy || view.changedLines > 0}
          onClick={() => act((c) => c.settlements.settle.mutate({ settlementId, revision }))}
        >
          {t("settle", { sum: formatYuan(view.sums.payableFen) })}
        </Button>
      )}
      {acts.includes("propose") && (
        <form className={s.form} onSubmit={propose}>
          {view.prices.map((p) => (
            <Field
              key={p.packageVersionId}
              label={t("price.of", { letter: p.letter, name: pickName(p.name, locale) })}
              hint={t("price.card", { price: formatYuan(p.cardFen) })}
              name={p.packageVersionId}
              type="number"
              min={0}
              step={0.01}
              defaultValue={(p.contractFen / 100).toFixed(2)}
              required
            />
          ))}
          {view.claims.map((c) => (
            <label key={c.claimId} className={s.claim}>
              <input
                type="checkbox"
                checked={!leftOut.includes(c.claimId)}
                onChange={(e) =>
                  setLeftOut(e.target.checked ? leftOut.filter((id) => id !== c.claimId) : [...leftOut, c.claimId])
                }
              />
              {t("claim.bear", { kind: t(`claim.${c.kind}`), bag: c.bagNumber ?? "—", sum: formatYuan(c.refundFen) })}
            </label>
          ))}
          <Button type="submit" kind={canSettle ? "outlined" : "filled"} wide disabled={busy || view.bagsUnderWay > 0}>
            {t(view.state === null || view.state === "drafted" ? "propose" : "propose.again")}
          </Button>
        </form>
      )}
    </>
  );
}

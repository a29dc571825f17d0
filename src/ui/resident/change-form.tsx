"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { PackageOfferView } from "#contract/resident.ts";
import type { OrderId, PackageVersionId } from "#domain/kernel/ids.ts";
import { formatYuanShort } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { Stepper } from "../kit/stepper.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import { awaitArrival } from "./arrival.tsx";
import s from "./order-form.module.css";

type Line = { packageVersionId: PackageVersionId; wanted: number; acceptUpTo: number };
/** A package that was chosen on its page, and how many of it come on top. */
export type Added = { readonly packageVersionId: string; readonly n: number };
type Props = { orderId: OrderId; revision: number; before: Line[]; offers: readonly PackageOfferView[]; add?: Added };

/** The order again as steppers, one for each package on the card; saved as a whole, against the revision that was looked at. */
export function ChangeForm({ orderId, revision, before, offers, add }: Props) {
  const [t, locale] = [useT("resident"), useLocale()];
  const router = useRouter();
  const { act, busy, error } = useAct();
  const [counts, setCounts] = useState<Record<string, number>>(() => {
    const had = Object.fromEntries(before.map((l) => [l.packageVersionId, l.wanted]));
    const offer = add && offers.find((o) => o.packageVersionId === add.packageVersionId);
    if (!offer) return had;
    const old = had[offer.packageVersionId] ?? 0;
    const most = Math.max(old, Math.min(offer.householdLimit, offer.left + old));
    return { ...had, [offer.packageVersionId]: Math.min(old + add.n, most) };
  });
  const lines = offers.flatMap((o): Line[] => {
    const wanted = counts[o.packageVersionId] ?? 0;
    const old = before.find((l) => l.packageVersionId === o.packageVersionId);
    return wanted === 0
      ? []
      : [
          {
            packageVersionId: o.packageVersionId,
            wanted,
            acceptUpTo: old?.wanted === wanted ? old.acceptUpTo : wanted,
          },
        ];
  });
  const totalFen = offers.reduce((sum, o) => sum + o.priceFen * (counts[o.packageVersionId] ?? 0), 0);
  const save = () =>
    act(
      (c) => c.orders.change.mutate({ orderId, revision, lines }),
      () => {
        awaitArrival();
        router.push(`/r/orders/${orderId}`);
      },
    );
  return (
    <>
      <div className={s.steppers}>
        {offers.map((o) => {
          const had = before.find((l) => l.packageVersionId === o.packageVersionId)?.wanted ?? 0;
          const most = Math.min(o.householdLimit, o.left + had);
          return most === 0 ? null : (
            <Stepper
              key={o.packageVersionId}
              label={`${o.letter} ${pickName(o.name, locale)}`}
              hint={formatYuanShort(o.priceFen)}
              value={counts[o.packageVersionId] ?? 0}
              min={0}
              max={most}
              onChange={(n) => setCounts({ ...counts, [o.packageVersionId]: n })}
            />
          );
        })}
      </div>
      <div className={s.dock}>
        {error && <ErrorNote>{error}</ErrorNote>}
        {lines.length === 0 && <InfoNote>{t("change.empty")}</InfoNote>}
        <Button kind="filled" size={60} wide onClick={save} disabled={busy || lines.length === 0}>
          {busy ? t("change.saving") : t("change.save", { price: formatYuanShort(totalFen) })}
        </Button>
      </div>
    </>
  );
}

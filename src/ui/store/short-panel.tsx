"use client";
import { useState } from "react";
import type { ShortView } from "#contract/store.ts";
import type { ItemId } from "#domain/kernel/ids.ts";
import { SHORT_REASONS, type ShortReason } from "#domain/orders/reasons.ts";
import { formatYuanPlain, formatYuanShort } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { formatNumber } from "../format/number.ts";
import { Icon } from "../icons/icon.tsx";
import { Button } from "../kit/button.tsx";
import { SelectField } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useLocale } from "../words/use-t.ts";
import s from "./store.module.css";
import { useStoreAct } from "./use-store-act.ts";

const LESS = "less";

type Props = { short: ShortView; itemId: ItemId; unit: string; onClose: () => void };

/** Not enough of an item: what may come instead, cheapest for nobody but the store, or whole bags less; homes are told why. */
export function ShortPanel({ short, itemId, unit, onClose }: Props) {
  const { run, busy, error, t } = useStoreAct();
  const locale = useLocale();
  const [choice, setChoice] = useState<string>(short.substitutes[0]?.itemId ?? LESS);
  const [reason, setReason] = useState<ShortReason>("out_of_stock");
  const instead = short.substitutes.find((x) => x.itemId === choice);
  const most = (of: (step: ShortView["steps"][number]) => number) => Math.max(...short.steps.map(of));
  const declare = () =>
    run(async (c) => {
      for (const { batchId, packageVersionId, bags } of short.steps)
        await c.supply.declareShort.mutate(
          instead
            ? { kind: "item", batchId, packageVersionId, bags, itemId, substituteItemId: instead.itemId, reason }
            : { kind: "bags", batchId, packageVersionId, bags, reason },
        );
    });
  return (
    <section className={s.short} aria-labelledby="short">
      <div className={s.shortHead}>
        <b id="short">
          <Icon name="triangle-alert" size={18} />
          {t("short.title", { amount: `${formatNumber(short.missingTenths / 10)} ${unit}` })}
        </b>
        <span className={s.quiet}>{t("short.facts", { bags: short.bags, places: short.communities })}</span>
      </div>
      {short.steps.length === 0 ? (
        <p>{t("short.packed")}</p>
      ) : (
        <>
          <fieldset>
            <legend className="visually-hidden">{t("short.choose")}</legend>
            {short.substitutes.map((x) => {
              const cheaper = short.priceFen - x.priceFen;
              return (
                <label key={x.itemId} className={s.shortRow}>
                  <input type="radio" name="short" checked={choice === x.itemId} onChange={() => setChoice(x.itemId)} />
                  <b>{t("short.swap", { name: pickName(x.name, locale) })}</b>
                  <span className={s.quiet}>
                    {t("short.swap.how", {
                      unit,
                      price:
                        cheaper === 0
                          ? t("short.same", { price: formatYuanPlain(x.priceFen) })
                          : t("short.cheaper", { price: formatYuanPlain(cheaper) }),
                    })}
                  </span>
                  <span className={s.shortEnd}>
                    {cheaper === 0
                      ? t("short.no.more")
                      : t("short.refund", {
                          price: formatYuanShort(most((st) => Math.round((cheaper * st.tenthsPerBag) / 10))),
                        })}
                  </span>
                </label>
              );
            })}
            <label className={s.shortRow}>
              <input type="radio" name="short" checked={!instead} onChange={() => setChoice(LESS)} />
              <b>{t("short.less", { n: short.bags })}</b>
              <span className={s.quiet}>
                {t("short.less.how", { price: formatYuanShort(most((st) => st.bagPriceFen)) })}
              </span>
              <span className={s.shortEnd}>{t("short.told", { n: short.bags })}</span>
            </label>
          </fieldset>
          <SelectField
            label={t("short.reason")}
            value={reason}
            onChange={(e) => setReason(SHORT_REASONS.find((r) => r === e.target.value) ?? "out_of_stock")}
          >
            {SHORT_REASONS.map((r) => (
              <option key={r} value={r}>
                {t(`short.reason.${r}`)}
              </option>
            ))}
          </SelectField>
          {error && <ErrorNote>{error}</ErrorNote>}
          <Button kind="filled" wide size={54} disabled={busy} onClick={declare}>
            {instead
              ? t("short.go.swap", { name: pickName(instead.name, locale), n: short.bags })
              : t("short.go.less", { n: short.bags })}
          </Button>
        </>
      )}
      <Button kind="text" size={36} onClick={onClose}>
        {t("short.close")}
      </Button>
    </section>
  );
}

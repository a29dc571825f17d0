"use client";
import { type FormEvent, useRef, useState } from "react";
import type { GoodsView } from "#contract/goods.ts";
import type { ItemId, LotId } from "#domain/kernel/ids.ts";
import type { ServiceDay } from "#domain/kernel/time.ts";
import { formatUnit } from "../format/amount.ts";
import { pickName } from "../format/name.ts";
import { Button } from "../kit/button.tsx";
import { Field, SelectField } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { PhotoField, type PickedPhoto } from "../kit/photo-field.tsx";
import { useLocale } from "../words/use-t.ts";
import s from "./store.module.css";
import { useStoreAct } from "./use-store-act.ts";

/** Takes goods in: what, how much, until when, from whom, and a photo of the paper. Sent twice it comes in once. */
export function ReceiveForm({ goods }: { goods: GoodsView }) {
  const { run, busy, error, t } = useStoreAct();
  const locale = useLocale();
  const [itemId, setItemId] = useState(goods.items[0]?.itemId);
  const [photo, setPhoto] = useState<PickedPhoto>();
  const [done, setDone] = useState<string>();
  // The same goods sent again keep their id; the next ones are given another.
  const lotId = useRef<LotId>(undefined);
  const unit = goods.items.find((i) => i.itemId === itemId)?.unit ?? "";

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    lotId.current ??= crypto.randomUUID() as LotId;
    const wish = {
      lotId: lotId.current,
      supermarketId: goods.supermarketId,
      itemId: itemId as ItemId,
      code: text("code"),
      quantityTenths: Math.round(Number(text("quantity")) * 10),
      expiresOn: text("expires") as ServiceDay,
      maker: text("maker"),
      licence: text("licence"),
      shelf: text("shelf"),
      paid: data.get("free") ? ("free" as const) : ("paid" as const),
      ...(photo ? { photo: { mediaType: photo.mediaType, base64: photo.base64 } } : {}),
    };
    setDone(undefined);
    if (!(await run((c) => c.supply.receiveLot.mutate(wish)))) return;
    lotId.current = undefined;
    setPhoto(undefined);
    setDone(wish.code);
    form.reset();
  };
  return (
    <form className={s.receive} onSubmit={send}>
      <SelectField
        label={t("ledger.item")}
        value={itemId}
        onChange={(e) => setItemId(goods.items.find((i) => i.itemId === e.target.value)?.itemId)}
      >
        {goods.items.map((i) => (
          <option key={i.itemId} value={i.itemId}>
            {pickName(i.name, locale)}
          </option>
        ))}
      </SelectField>
      <Field
        label={t("goods.quantity", { unit: formatUnit(unit, locale) })}
        name="quantity"
        type="number"
        inputMode="decimal"
        min={0.1}
        step={0.1}
        required
      />
      <Field label={t("ledger.code")} name="code" maxLength={40} autoComplete="off" required />
      <Field label={t("ledger.expires")} name="expires" type="date" min={goods.today} required />
      <Field label={t("ledger.maker")} name="maker" maxLength={80} autoComplete="off" required />
      <Field label={t("ledger.licence")} name="licence" maxLength={60} autoComplete="off" required />
      <Field label={t("ledger.shelf")} name="shelf" maxLength={20} autoComplete="off" required />
      <label className={s.free}>
        <input type="checkbox" name="free" />
        {t("goods.free")}
      </label>
      <PhotoField label={t("goods.photo")} taken={t("goods.photo.taken")} photo={photo} onPick={setPhoto} />
      {error && <ErrorNote>{error}</ErrorNote>}
      <p role="status">{done && t("goods.done", { code: done })}</p>
      <Button type="submit" kind="filled" wide disabled={busy || itemId === undefined}>
        {t("goods.receive")}
      </Button>
    </form>
  );
}

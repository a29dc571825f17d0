"use client";
import { type ChangeEvent, useState } from "react";
import type { HandoverId } from "#domain/kernel/ids.ts";
import { BigNumber } from "../kit/big-number.tsx";
import { Button } from "../kit/button.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { shrinkPhoto } from "../resident/shrink-photo.ts";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./count-form.module.css";

/** My count beside the driver's. Equal signs for the bags; different asks for another count, a photo, and then a ruling. */
export function CountForm({
  handoverId,
  offered,
  disputed,
}: {
  handoverId: HandoverId;
  offered: number;
  disputed: boolean;
}) {
  const t = useT("grid");
  const { act, busy, error } = useAct();
  const [text, setText] = useState("");
  const [photo, setPhoto] = useState<Awaited<ReturnType<typeof shrinkPhoto>>>();
  const counted = text === "" ? null : Number(text);
  const equal = counted === offered;
  const picked = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) setPhoto(await shrinkPhoto(file));
  };
  const send = () =>
    act((c) =>
      c.grid.countHandover.mutate({
        handoverId,
        counted: counted ?? 0,
        ...(photo ? { photo: { mediaType: photo.mediaType, base64: photo.base64 } } : {}),
      }),
    );
  return (
    <form
      className={s.form}
      onSubmit={(e) => {
        e.preventDefault();
        if (counted !== null) void send();
      }}
    >
      <div className={s.two}>
        <div>
          <span>{t("receive.driver")}</span>
          <BigNumber size={46} unit={t("unit.bags")}>
            {offered}
          </BigNumber>
        </div>
        <label>
          <span>{t("receive.mine")}</span>
          <input
            aria-label={t("receive.input")}
            inputMode="numeric"
            pattern="[0-9]*"
            autoComplete="off"
            placeholder="0"
            value={text}
            onChange={(e) => setText(e.target.value.replace(/\D/g, "").slice(0, 4))}
          />
        </label>
      </div>
      <div role="status">
        {counted !== null && !equal && (
          <InfoNote tone="bad" icon="scale" title={t("receive.differs", { n: Math.abs(counted - offered) })}>
            {t("receive.again")}
          </InfoNote>
        )}
      </div>
      {counted !== null && !equal && (
        <label className={s.photo}>
          <input type="file" accept="image/*" capture="environment" onChange={picked} className="visually-hidden" />
          <span>{t(photo ? "receive.photo.got" : "receive.photo")}</span>
          {/* biome-ignore lint/performance/noImgElement: a picture that is only on this device yet */}
          {photo && <img src={photo.url} alt={t("receive.photo.got")} />}
        </label>
      )}
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button
        type="submit"
        kind={counted === null || equal ? "filled" : "bad"}
        size={60}
        wide
        disabled={busy || counted === null}
      >
        {counted !== null && !equal
          ? t("receive.dispute")
          : disputed && counted === null
            ? t("receive.recount")
            : t("receive.agree", { n: counted ?? offered })}
      </Button>
    </form>
  );
}

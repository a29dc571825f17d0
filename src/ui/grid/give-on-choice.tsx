"use client";
import { useState } from "react";
import type { WalkBag, WantingHome } from "#contract/grid-doors.ts";
import type { OrderId } from "#domain/kernel/ids.ts";
import { formatBagNumber } from "../format/bag-number.ts";
import { formatDoor } from "../format/door.ts";
import { pickName } from "../format/name.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Field, SelectField } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./rows.module.css";

type Props = {
  open: boolean;
  onClose: () => void;
  /** The bags of this home that another one lacks. */
  bags: readonly WalkBag[];
  wanting: readonly WantingHome[];
};

/** A home that does not want its bag gives it to one that came short; who agreed is written down. */
export function GiveOnChoice({ open, onClose, bags, wanting }: Props) {
  const [t, locale] = [useT("grid"), useLocale()];
  const { act, busy, error } = useAct();
  const [bagId, setBagId] = useState(bags[0]?.bagId);
  const bag = bags.find((b) => b.bagId === bagId) ?? bags[0];
  const homes = wanting.filter((w) => w.packageVersionId === bag?.packageVersionId);
  const [to, setTo] = useState("");
  const [by, setBy] = useState("");
  const [missing, setMissing] = useState(false);
  const chosen = homes.find((h) => h.orderId === to) ?? homes[0];
  const give = () => {
    const consentBy = by.trim();
    setMissing(consentBy === "");
    if (consentBy === "" || !bag || !chosen) return;
    void act((c) => c.grid.reassignBag.mutate({ bagId: bag.bagId, toOrderId: chosen.orderId, consentBy }), onClose);
  };
  return (
    <Dialog open={open} title={t("give.title")} onClose={onClose}>
      <div className={s.stack}>
        <InfoNote>{t("give.what")}</InfoNote>
        {error && <ErrorNote>{error}</ErrorNote>}
        {bags.length > 1 && (
          <SelectField
            label={t("give.which")}
            value={bag?.bagId}
            onChange={(e) => setBagId(bags.find((b) => b.bagId === e.target.value)?.bagId)}
          >
            {bags.map((b) => (
              <option key={b.bagId} value={b.bagId}>
                {`${b.letter} ${pickName(b.name, locale)} ${formatBagNumber(b.number)}`}
              </option>
            ))}
          </SelectField>
        )}
        <SelectField label={t("give.to")} value={chosen?.orderId} onChange={(e) => setTo(e.target.value as OrderId)}>
          {homes.map((h) => (
            <option key={h.orderId} value={h.orderId}>
              {`${formatDoor(h.door, locale)} · ${t("give.missing", { n: h.missing })}`}
            </option>
          ))}
        </SelectField>
        <Field
          label={t("give.by")}
          value={by}
          maxLength={60}
          autoComplete="off"
          onChange={(e) => setBy(e.target.value)}
          error={missing ? t("give.by.missing") : undefined}
        />
        <Button kind="filled" size={60} wide disabled={busy || !chosen} onClick={give}>
          {t("give.do")}
        </Button>
      </div>
    </Dialog>
  );
}

"use client";
import { useState } from "react";
import type { TripId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import s from "./store.module.css";
import { useStoreAct } from "./use-store-act.ts";

/**
 * Closes the doors: possible once the counts agree, with the number that stands on the seal. The bus stays in hand, so
 * that whoever sealed it reads what it waits for.
 */
export function SealBus({
  tripId,
  bus,
  bags,
  left,
  lead,
}: {
  tripId: TripId;
  bus: string;
  bags: number;
  left: number;
  lead: boolean;
}) {
  const { run, busy, error, t, router } = useStoreAct();
  const [open, setOpen] = useState(false);
  const [sealNumber, setNumber] = useState("");
  const why = t("dock.seal.wait", { n: left });
  return (
    <>
      <Button
        kind={lead && left === 0 ? "filled" : "act"}
        icon="lock"
        aria-disabled={left > 0}
        title={left > 0 ? why : undefined}
        aria-label={left > 0 ? `${t("dock.seal")}: ${why}` : undefined}
        onClick={() => left === 0 && setOpen(true)}
      >
        {t("dock.seal")}
      </Button>
      <Dialog open={open} title={t("dock.seal.title", { bus })} onClose={() => setOpen(false)}>
        <form
          className={s.form}
          onSubmit={async (e) => {
            e.preventDefault();
            if (!(await run((c) => c.supply.seal.mutate({ tripId, sealNumber })))) return;
            setOpen(false);
            const query = new URLSearchParams(location.search);
            query.set("trip", tripId);
            router.replace(`${location.pathname}?${query}`, { scroll: false });
          }}
        >
          <p>{t("dock.seal.what", { n: bags })}</p>
          <Field
            label={t("dock.seal.number")}
            value={sealNumber}
            onChange={(e) => setNumber(e.target.value)}
            required
            minLength={2}
            maxLength={40}
            autoComplete="off"
          />
          {error && <ErrorNote>{error}</ErrorNote>}
          <Button type="submit" kind="act" size={54} wide icon="lock" disabled={busy}>
            {t("dock.seal.go")}
          </Button>
        </form>
      </Dialog>
    </>
  );
}

"use client";
import { useState } from "react";
import type { BatchId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import s from "./store.module.css";
import { useStoreAct } from "./use-store-act.ts";

type Row = { readonly batchId: BatchId; readonly place: string; readonly bags: number };

/** New batches: the manager takes them, one or all, or sends one back with a reason; a clerk sees that they wait. */
export function PendingBatches({ rows, manager }: { rows: readonly Row[]; manager: boolean }) {
  const { run, busy, error, t } = useStoreAct();
  const [back, setBack] = useState<Row>();
  const [reason, setReason] = useState("");
  const accept = (batchIds: BatchId[]) => run((c) => c.supply.moveBatches.mutate({ batchIds, act: "accept" }));
  return (
    <section className={s.pending} aria-label={t("pending.head", { n: rows.length })}>
      <div className={s.pendingHead}>
        <span>
          <b>{t("pending.head", { n: rows.length })}</b>{" "}
          <span className={s.quiet}>{t("pending.what", { bags: rows.reduce((n, r) => n + r.bags, 0) })}</span>
        </span>
        {!manager && <span className={s.quiet}>{t("pending.wait")}</span>}
        {manager && rows.length > 1 && (
          <Button kind="act" size={36} disabled={busy} onClick={() => accept(rows.map((r) => r.batchId))}>
            {t("pending.accept.all", { n: rows.length })}
          </Button>
        )}
      </div>
      {error && <ErrorNote>{error}</ErrorNote>}
      <ul>
        {rows.map((r) => (
          <li key={r.batchId}>
            <span className={s.place}>{r.place}</span>
            <b>{r.bags}</b>
            {manager && (
              <>
                <Button
                  kind="act"
                  size={36}
                  disabled={busy}
                  aria-label={t("pending.accept.of", { place: r.place })}
                  onClick={() => accept([r.batchId])}
                >
                  {t("pending.accept")}
                </Button>
                <Button size={36} aria-label={t("pending.reject.of", { place: r.place })} onClick={() => setBack(r)}>
                  {t("pending.reject")}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      <Dialog
        open={back !== undefined}
        title={t("pending.reject.of", { place: back?.place ?? "" })}
        onClose={() => setBack(undefined)}
      >
        <form
          className={s.form}
          onSubmit={async (e) => {
            e.preventDefault();
            if (
              back &&
              (await run((c) => c.supply.moveBatches.mutate({ batchIds: [back.batchId], act: "reject", reason })))
            )
              setBack(undefined);
          }}
        >
          <Field
            label={t("pending.reason")}
            hint={t("pending.reason.hint")}
            value={reason}
            onChange={(e) => setReason(e.target.value)}
            required
            minLength={2}
            maxLength={200}
          />
          {error && <ErrorNote>{error}</ErrorNote>}
          <Button type="submit" kind="bad" size={54} wide disabled={busy}>
            {t("pending.reject.go")}
          </Button>
        </form>
      </Dialog>
    </section>
  );
}

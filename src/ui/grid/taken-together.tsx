"use client";
import { useState } from "react";
import type { CashTogether } from "#contract/grid.ts";
import { formatDoor } from "../format/door.ts";
import { formatList } from "../format/list.ts";
import { formatYuanShort } from "../format/money.ts";
import { formatDayTime } from "../format/time.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { ReasonForm } from "../kit/reason-form.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./rows.module.css";

/** What one person gave for several homes: whose it was, and taking all of it back when it was a slip. */
export function TakenTogether({ receipt }: { receipt: CashTogether }) {
  const [t, locale] = [useT("grid"), useLocale()];
  const { act, busy, error } = useAct();
  const [open, setOpen] = useState(false);
  const doors = formatList(
    receipt.doors.map((d) => formatDoor(d, locale)),
    locale,
  );
  const price = formatYuanShort(receipt.amountFen);
  return (
    <>
      <div className={s.head}>
        <span className={s.words}>
          <b>{doors}</b>
          <span className={s.quiet}>{formatDayTime(receipt.atMs, locale)}</span>
        </span>
        <b className={s.big}>{price}</b>
      </div>
      {receipt.mayTakeBack ? (
        <Button size={54} icon="undo-2" onClick={() => setOpen(true)}>
          {t("together.back")}
        </Button>
      ) : (
        <p className={s.quiet}>{t("together.back.not")}</p>
      )}
      <Dialog open={open} title={t("together.back.sure", { price })} onClose={() => setOpen(false)}>
        <div className={s.stack}>
          <p>{t("together.back.what", { doors })}</p>
          {error && <ErrorNote>{error}</ErrorNote>}
          <ReasonForm
            act={t("together.back.do")}
            kind="bad"
            size={60}
            busy={busy}
            onAct={(reason) =>
              act(
                (c) => c.grid.takeBackCash.mutate({ receiptId: receipt.receiptId, reason }),
                () => setOpen(false),
              )
            }
          />
        </div>
      </Dialog>
    </>
  );
}

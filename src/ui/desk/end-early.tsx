"use client";
import { useState } from "react";
import type { EarlyEnd } from "#contract/desk.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { ReasonForm } from "../kit/reason-form.tsx";
import { useT } from "../words/use-t.ts";
import s from "./cycles.module.css";

type Props = {
  act: "cut_off_early" | "close_early";
  early: EarlyEnd;
  busy: boolean;
  onEnd: (reason: string) => void;
};

/** Ending a round before its time: first what that touches, in figures, then the reason that everybody will read. */
export function EndEarly({ act, early, busy, onEnd }: Props) {
  const t = useT("desk");
  const [open, setOpen] = useState(false);
  const { homes, grids, gridsNotIn, homesNotIn, gridsNotAccepted, inReview } = early;
  const meaning =
    act === "cut_off_early"
      ? [
          t("early.homes", { n: homes, grids }),
          t("early.cut.residents"),
          t("early.cut.workers", { n: gridsNotIn }),
          ...(inReview > 0 ? [t("early.cut.review", { n: inReview })] : []),
        ]
      : [
          t("early.homes", { n: homes, grids }),
          gridsNotIn > 0 ? t("early.close.not_in", { n: gridsNotIn, homes: homesNotIn }) : t("early.close.all_in"),
          ...(gridsNotAccepted > 0 ? [t("early.close.not_accepted", { n: gridsNotAccepted })] : []),
          ...(inReview > 0 ? [t("early.close.review", { n: inReview })] : []),
        ];
  return (
    <>
      <Button aria-haspopup="dialog" disabled={busy} onClick={() => setOpen(true)}>
        {t(`act.${act}`)}
      </Button>
      <Dialog open={open} title={t(`early.title.${act}`)} onClose={() => setOpen(false)}>
        <ReasonForm
          act={t(`early.do.${act}`)}
          kind="bad"
          busy={busy}
          onAct={(reason) => {
            setOpen(false);
            onEnd(reason);
          }}
        >
          <ul className={s.meaning}>
            {meaning.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p>{t("early.told")}</p>
        </ReasonForm>
      </Dialog>
    </>
  );
}

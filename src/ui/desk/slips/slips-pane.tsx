"use client";
import { type ReactNode, useState } from "react";
import type { FirstSignIn, MadeSlips } from "#contract/sign-in-slips.ts";
import { Button } from "../../kit/button.tsx";
import { InfoNote } from "../../kit/notes.tsx";
import { PrintButton } from "../../kit/print-button.tsx";
import { useT } from "../../words/use-t.ts";
import { ChooseStaff } from "./choose-staff.tsx";
import { SlipCard } from "./slip-card.tsx";
import s from "./slips.module.css";

type Props = { waiting: readonly FirstSignIn[]; asOf: number; address: string; qr: ReactNode; children: ReactNode };
type Made = { slips: readonly (FirstSignIn & { password: string })[]; passedOver: number };

/** Chooses, makes and shows slips. What they say stays on this page until it is left, and nowhere else. */
export function SlipsPane({ waiting, asOf, address, qr, children }: Props) {
  const t = useT("slips");
  const [made, setMade] = useState<Made>();
  const keep = ({ slips, passedOver }: MadeSlips, chosen: readonly FirstSignIn[]) =>
    setMade({
      passedOver,
      slips: slips.flatMap(({ userId, password }) => {
        const person = chosen.find((w) => w.userId === userId);
        return person ? [{ ...person, password }] : [];
      }),
    });
  if (!made) return waiting.length === 0 ? children : <ChooseStaff waiting={waiting} asOf={asOf} onMade={keep} />;
  return (
    <>
      <div className={`${s.made} no-print`} role="status">
        <InfoNote icon="circle-check" title={t("made", { n: made.slips.length })}>
          {t("made.once")} {made.passedOver > 0 && t("made.passed", { n: made.passedOver })}
        </InfoNote>
        <div className={s.buttons}>
          {made.slips.length > 0 && <PrintButton kind="filled">{t("print")}</PrintButton>}
          <Button onClick={() => setMade(undefined)}>{t("done")}</Button>
        </div>
      </div>
      <ul className={s.slips}>
        {made.slips.map((slip) => (
          <SlipCard key={slip.userId} slip={slip} address={address} qr={qr} />
        ))}
      </ul>
    </>
  );
}

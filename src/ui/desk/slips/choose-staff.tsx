"use client";
import { useState } from "react";
import { type FirstSignIn, type MadeSlips, MOST_SLIPS } from "#contract/sign-in-slips.ts";
import { formatDayTime } from "../../format/time.ts";
import { Button } from "../../kit/button.tsx";
import { ErrorNote, InfoNote } from "../../kit/notes.tsx";
import { useAct } from "../../use-act.ts";
import { useLocale, useT } from "../../words/use-t.ts";
import s from "./slips.module.css";
import { worksOf } from "./works-of.ts";

type Props = {
  waiting: readonly FirstSignIn[];
  /** When the list was read. */
  asOf: number;
  onMade: (made: MadeSlips, chosen: readonly FirstSignIn[]) => void;
};

/** Who gets a slip: at first those who were told nothing yet, as many as are made at once. */
export function ChooseStaff({ waiting, asOf, onMade }: Props) {
  const [t, states, locale] = [useT("slips"), useT("states"), useLocale()];
  const untold = waiting.filter((w) => !w.told && w.madeMs === null);
  const told = waiting.filter((w) => !untold.includes(w));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(untold.slice(0, MOST_SLIPS).map((w) => w.userId)));
  const { act, busy, error } = useAct();
  const toggle = (id: string) => setChosen(chosen.symmetricDifference(new Set([id])));
  const make = () => {
    const people = waiting.filter((w) => chosen.has(w.userId));
    return act(
      (c) => c.staff.slips.mutate({ userIds: people.map((w) => w.userId), asOf }),
      (made) => onMade(made, people),
    );
  };
  const list = (title: string, what: string, people: readonly FirstSignIn[]) =>
    people.length > 0 && (
      <fieldset className={s.choice}>
        <legend>{title}</legend>
        <p>{what}</p>
        <ul>
          {people.map((w) => (
            <li key={w.userId}>
              <label>
                <input type="checkbox" checked={chosen.has(w.userId)} onChange={() => toggle(w.userId)} />
                <span>
                  <b>{w.name}</b> {w.username}
                  <br />
                  {worksOf(w, t, states, locale).join("; ")}
                  {w.madeMs !== null && ` · ${t("made.at", { time: formatDayTime(w.madeMs, locale) })}`}
                  {w.ranOut && (
                    <>
                      <br />
                      <b>{t("ran.out")}</b>
                    </>
                  )}
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
    );
  return (
    <div className={s.choose}>
      <InfoNote>{t("what", { n: MOST_SLIPS })}</InfoNote>
      {list(t("untold", { n: untold.length }), t("untold.what"), untold)}
      {list(t("told", { n: told.length }), t("told.what"), told)}
      <div className={s.dock}>
        {error && <ErrorNote>{error}</ErrorNote>}
        {chosen.size > MOST_SLIPS && <ErrorNote>{t("too_many", { n: MOST_SLIPS })}</ErrorNote>}
        <Button kind="filled" wide disabled={busy || chosen.size === 0 || chosen.size > MOST_SLIPS} onClick={make}>
          {busy ? t("making") : t("make", { n: chosen.size })}
        </Button>
      </div>
    </div>
  );
}

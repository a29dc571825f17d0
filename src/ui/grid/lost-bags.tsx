"use client";
import type { LostBag } from "#contract/grid-doors.ts";
import { formatBagNumber } from "../format/bag-number.ts";
import { formatDoor } from "../format/door.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./doors.module.css";

/** Bags that were missing at the gate; one that turns up, and is still good, joins the walk. */
export function LostBags({ lost }: { lost: readonly LostBag[] }) {
  const [t, locale] = [useT("grid"), useLocale()];
  const { act, busy, error } = useAct();
  if (lost.length === 0) return null;
  return (
    <>
      <h3>{t("lost.title", { n: lost.length })}</h3>
      {error && <ErrorNote>{error}</ErrorNote>}
      <ul className={s.list}>
        {lost.map((b) => (
          <li key={b.bagId} className={s.lost}>
            <span>
              {`${b.letter} ${formatBagNumber(b.number)} · ${formatDoor(b.door, locale)}`}
              {b.onTheWay && <StateTag tone="doing">{t("lost.on_the_way")}</StateTag>}
            </span>
            <Button
              kind="act"
              disabled={busy}
              onClick={() => act((c) => c.grid.findBag.mutate({ bagId: b.bagId, fitForUse: true }))}
            >
              {b.onTheWay ? t("lost.taken_over") : t("lost.found")}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

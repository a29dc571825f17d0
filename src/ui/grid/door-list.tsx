"use client";
import type { DoorWalkView, WalkHome } from "#contract/grid-doors.ts";
import { formatDoor } from "../format/door.ts";
import { formatYuanShort } from "../format/money.ts";
import { formatClock } from "../format/time.ts";
import { Dialog } from "../kit/dialog.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./doors.module.css";

type Props = {
  open: boolean;
  onClose: () => void;
  left: readonly WalkHome[];
  done: DoorWalkView["last"];
  onChoose: (home: WalkHome) => void;
};

/** The whole walk as a list, to jump in it; below, what was done today. */
export function DoorList({ open, onClose, left, done, onChoose }: Props) {
  const [t, locale] = [useT("grid"), useLocale()];
  return (
    <Dialog open={open} title={`${t("walk.list.left")} ${left.length}`} onClose={onClose}>
      <ol className={s.list}>
        {left.map((h) => (
          <li key={h.orderId}>
            <button type="button" onClick={() => onChoose(h)}>
              <b>{formatDoor(h.door, locale)}</b>
              <span>
                {t("bags", { n: h.bags.length })}
                {h.held && ` · ${t("mark.absent")}`}
                {h.dueFen > 0 && ` · ${formatYuanShort(h.dueFen)}`}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {done.length > 0 && (
        <>
          <h3>{t("walk.list.done")}</h3>
          <ol className={s.list}>
            {done.map((d) => (
              <li key={`${formatDoor(d.door, locale)} ${d.atMs}`}>
                <span>{formatDoor(d.door, locale)}</span>
                <span>
                  {t(`state.${d.state}`)} {formatClock(d.atMs, locale)}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </Dialog>
  );
}

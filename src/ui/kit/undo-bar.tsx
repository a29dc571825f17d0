"use client";
import { useEffect, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { useT } from "../words/use-t.ts";
import s from "./undo-bar.module.css";

type Props = {
  children: React.ReactNode;
  onUndo?: () => void;
  onGone?: () => void;
  seconds?: number;
  floating?: boolean;
};

/** Done, and can be taken back for some seconds; without `seconds` it stays until the next act. */
export function UndoBar({ children, onUndo, onGone, seconds, floating = false }: Props) {
  const t = useT("common");
  const [gone, setGone] = useState(false);
  useEffect(() => {
    if (!seconds) return;
    const timer = setTimeout(() => {
      setGone(true);
      onGone?.();
    }, seconds * 1000);
    return () => clearTimeout(timer);
  }, [seconds, onGone]);
  if (gone) return null;
  return (
    <div className={floating ? `${s.bar} ${s.floating}` : s.bar} role="status">
      <span className={s.done}>
        <Icon name="check" size={22} />
        {children}
      </span>
      {onUndo && (
        <button type="button" onClick={onUndo}>
          <Icon name="undo-2" size={20} />
          {t("undo")}
        </button>
      )}
    </div>
  );
}

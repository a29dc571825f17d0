"use client";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Icon } from "../icons/icon.tsx";
import { useT } from "../words/use-t.ts";
import s from "./dialog.module.css";

/** The browser's own dialog: focus stays inside, Esc closes. On phones it rises from the foot of the screen. */
export function Dialog({
  open,
  title,
  onClose,
  children,
}: {
  open: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useT("common");
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (open && !dialog?.open) dialog?.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open]);
  return (
    <dialog ref={ref} className={s.dialog} aria-labelledby={id} onClose={onClose}>
      <div className={s.head}>
        <h2 id={id}>{title}</h2>
        <button type="button" onClick={() => ref.current?.close()} aria-label={t("close")}>
          <Icon name="x" size={24} />
        </button>
      </div>
      {open && <div className={s.body}>{children}</div>}
    </dialog>
  );
}

"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useRef, useState } from "react";
import type { CycleId, HouseholdId, OrderId, PackageVersionId } from "#domain/kernel/ids.ts";
import { api } from "../api.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { UndoBar } from "../kit/undo-bar.tsx";
import { newKey } from "../new-key.ts";
import { useOutbox } from "../outbox/outbox-here.tsx";
import { useErrorWords } from "../use-error-words.ts";
import { useT } from "../words/use-t.ts";
import s from "./round-section.module.css";
import { sendOrder } from "./send-order.ts";

type Props = {
  cycleId: CycleId;
  householdId: HouseholdId;
  lines: { packageVersionId: PackageVersionId; wanted: number; acceptUpTo: number }[];
  /** What it orders, with the price: printed on the button. */
  what: string;
  /** Shown instead once the home has ordered; while this leaf's own order can be taken back, the undo bar stands first. */
  ordered?: ReactNode;
};

/** 照上次再订: places the same order again at one touch and offers to take it back for ten seconds. */
export function ReorderButton({ cycleId, householdId, lines, what, ordered }: Props) {
  const [t, errorWords] = [useT("resident"), useErrorWords()];
  const router = useRouter();
  const { outbox } = useOutbox();
  const key = useRef<string>(undefined);
  const [placed, setPlaced] = useState<OrderId>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  const act = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    await work().catch((e: unknown) => setError(errorWords(e)));
    setBusy(false);
  };
  const order = () =>
    act(async () => {
      key.current ??= newKey();
      const answer = await sendOrder(outbox, { key: key.current, cycleId, householdId, lines }, what);
      setPlaced(answer?.orderId);
    });
  const undo = () =>
    act(async () => {
      if (placed) await (await api()).orders.cancel.mutate({ orderId: placed });
      key.current = undefined;
      setPlaced(undefined);
      router.refresh();
    });

  const close = useCallback(() => {
    setPlaced(undefined);
    router.refresh();
  }, [router]);
  const over = ordered && !placed;
  return (
    <div className={over ? undefined : s.go}>
      {over ? (
        ordered
      ) : placed ? (
        <UndoBar seconds={10} onUndo={undo} onGone={close}>
          {t("again.done")}
        </UndoBar>
      ) : (
        <Button kind="filled" size={60} wide icon="rotate-ccw" end={what} onClick={order} disabled={busy}>
          {busy ? t("pkg.sending") : t("again")}
        </Button>
      )}
      {error && <ErrorNote>{error}</ErrorNote>}
    </div>
  );
}

"use client";
import { useRef } from "react";
import type { CashReceiptId } from "#domain/kernel/ids.ts";
import { newKey } from "../new-key.ts";

/** One id for one receipt of cash, kept over retries of the same amounts, so that they are booked once. */
export function useReceiptId(): { of: (what: unknown) => CashReceiptId; forget: () => void } {
  const kept = useRef<{ what: string; id: CashReceiptId }>(undefined);
  return {
    of: (what) => {
      const words = JSON.stringify(what);
      if (kept.current?.what !== words) kept.current = { what: words, id: newKey() as CashReceiptId };
      return kept.current.id;
    },
    forget: () => {
      kept.current = undefined;
    },
  };
}

"use client";
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import { outboxOf } from "./outbox-of.ts";
import { AT_FIRST, type OutboxState, type PhoneOutbox } from "./phone-outbox.ts";

const Here = createContext<{ owner: string; outbox: PhoneOutbox | undefined } | undefined>(undefined);

/** In a role's layout: from here on, what is done without a network is this person's. */
export function OutboxHere({ owner, children }: { owner: string | undefined; children: ReactNode }) {
  const here = useMemo(
    () => owner && { owner, outbox: typeof window === "undefined" ? undefined : outboxOf(owner) },
    [owner],
  );
  useEffect(() => (here ? here.outbox?.live() : undefined), [here]);
  return <Here value={here || undefined}>{children}</Here>;
}

/**
 * The outbox, and what is in it; drawn anew when that changes. Not by `useSyncExternalStore`: a page that is read again at
 * that moment would be drawn at once instead of when it is there, and everything on it gone meanwhile.
 */
export function useOutbox(): { outbox: PhoneOutbox | undefined; state: OutboxState } {
  const outbox = use(Here)?.outbox;
  const [state, setState] = useState(() => outbox?.read() ?? AT_FIRST);
  useEffect(() => {
    if (!outbox) return;
    const look = () => setState(outbox.read());
    look();
    return outbox.listen(look);
  }, [outbox]);
  return { outbox, state };
}

/** Whose pages these are; undefined where nobody works without a network. */
export const useOwner = (): string | undefined => use(Here)?.owner;

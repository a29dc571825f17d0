"use client";
import { type ReactNode, useLayoutEffect, useRef } from "react";

const STOPS = "a[href], button:not(:disabled), input:not(:disabled)";

/**
 * Keeps the reader's place where an act was done: when what he had focused is replaced by what comes of it, the focus
 * goes on to that. Without it a keyboard or a screen reader begins again at the top of the page.
 */
export function FocusKept({ className, children }: { className?: string | undefined; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const here = useRef(false);
  useLayoutEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    // Who focused it before the page had come to life was heard by nobody: the first look here finds him.
    here.current ||= !lost && box.current?.contains(document.activeElement) === true;
    if (here.current && lost) (box.current?.querySelector<HTMLElement>(STOPS) ?? box.current)?.focus();
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it watches where the focus goes, nothing is pressed here
    <div
      ref={box}
      className={className}
      tabIndex={-1}
      onFocus={() => {
        here.current = true;
      }}
      onBlur={(event) => {
        // A button that vanishes or is held is left for nowhere; a reader who goes on leaves for another place.
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) here.current = false;
      }}
    >
      {children}
    </div>
  );
}

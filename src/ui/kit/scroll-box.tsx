import type { ReactNode } from "react";

/** Whatever may be wider than the screen scrolls in a box of its own, which keys can reach too. */
export function ScrollBox({ className, children }: { className?: string | undefined; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={className} tabIndex={0}>
      {children}
    </div>
  );
}

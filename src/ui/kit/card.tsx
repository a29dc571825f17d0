import type { ReactNode } from "react";
import s from "./card.module.css";

/** "Tap me" or "this is the thing now"; `now` alone has a shadow. Sections lie on the page without a card. */
export function Card({
  now = false,
  as: As = "div",
  children,
  label,
}: {
  now?: boolean;
  as?: "div" | "section" | "article" | "li";
  children: ReactNode;
  label?: string;
}) {
  return (
    <As className={now ? `${s.card} ${s.now}` : s.card} aria-label={label}>
      {children}
    </As>
  );
}

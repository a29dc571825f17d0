import { type ReactNode, useId } from "react";
import s from "./pane.module.css";

type Props = {
  title?: ReactNode;
  /** The title names the whole screen, not this part of it: there is one such on each. */
  names?: boolean;
  facts?: ReactNode;
  /** Buttons at the right of the head. */
  end?: ReactNode;
  /** Stays at the pane's foot: the sum and the next action. */
  foot?: ReactNode;
  /** Width in px; without it the pane takes what is left. */
  width?: number;
  tone?: "surface" | "paper";
  /** No padding: a map, a table to the edges. */
  bleed?: boolean;
  children: ReactNode;
};

/** A part of the desk's work area, parted from the next by a hairline; it scrolls by itself. */
export function Pane({
  title,
  names = false,
  facts,
  end,
  foot,
  width,
  tone = "surface",
  bleed = false,
  children,
}: Props) {
  const id = useId();
  const Title = names ? "h1" : "h2";
  return (
    <section
      className={`${s.pane} ${s[tone]}`}
      style={width ? { flex: `0 1 ${width}px` } : undefined}
      aria-labelledby={title ? id : undefined}
    >
      {(title || end) && (
        <div className={s.head}>
          {title && <Title id={id}>{title}</Title>}
          {facts && <span className={s.facts}>{facts}</span>}
          {end && <span className={s.end}>{end}</span>}
        </div>
      )}
      <div className={bleed ? s.bleed : s.body} tabIndex={bleed ? undefined : 0}>
        {children}
      </div>
      {foot && <div className={s.foot}>{foot}</div>}
    </section>
  );
}

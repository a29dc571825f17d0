import { type ReactNode, useId } from "react";
import s from "./section.module.css";

/** A part of a page: it lies on the paper, parted from the next by a hairline. `raised` gives it the surface's white. */
export function Section({
  title,
  end,
  raised = false,
  children,
}: {
  title?: ReactNode;
  end?: ReactNode;
  raised?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={raised ? `${s.section} ${s.raised}` : s.section} aria-labelledby={title ? id : undefined}>
      {title && (
        <div className={s.head}>
          <h2 id={id}>{title}</h2>
          {end}
        </div>
      )}
      {children}
    </section>
  );
}

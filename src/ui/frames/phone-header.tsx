import type { ReactNode } from "react";
import { Mark } from "../kit/mark.tsx";
import s from "./phone-header.module.css";

/** Who am I and where: the mark, two lines, and at the right what belongs there on every screen of the role. */
export function PhoneHeader({
  title,
  under,
  end,
  below,
}: {
  title: ReactNode;
  under?: ReactNode;
  end?: ReactNode;
  below?: ReactNode;
}) {
  return (
    <div className={s.wrap}>
      <div className={s.bar}>
        <Mark />
        <div className={s.words}>
          <h1>{title}</h1>
          {under && <div className={s.under}>{under}</div>}
        </div>
        {end}
      </div>
      {below && <div className={s.below}>{below}</div>}
    </div>
  );
}

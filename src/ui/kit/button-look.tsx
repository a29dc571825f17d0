import type { ReactNode } from "react";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icon-name.ts";
import s from "./button.module.css";

/** How a button looks, whether it acts (`Button`) or goes somewhere (`LinkButton`). */
export type ButtonLook = {
  /** `filled` is the next action: one on a screen. */
  kind?: "filled" | "outlined" | "act" | "soft" | "ink" | "bad" | "text";
  /** Height in px before large type: 36 (desk rows), 44, 54, 60, 96 (thumbs). */
  size?: 36 | 44 | 54 | 60 | 96;
  icon?: IconName;
  wide?: boolean;
  /** At the right end: what the act is about, or the key that presses it. */
  end?: ReactNode;
  children: ReactNode;
};

export const buttonClass = ({ kind = "outlined", size = 44, wide, end }: ButtonLook) =>
  [s.button, s[kind], s[`h${size}`], wide && s.wide, end !== undefined && s.spread].filter(Boolean).join(" ");

/** What stands inside both. */
export function ButtonInside({ icon, size = 44, end, children }: ButtonLook) {
  return (
    <>
      <span className={s.words}>
        {icon && <Icon name={icon} size={size === 96 ? 34 : size === 36 ? 18 : 22} />}
        <span>{children}</span>
      </span>
      {end !== undefined && <span className={s.end}>{end}</span>}
    </>
  );
}

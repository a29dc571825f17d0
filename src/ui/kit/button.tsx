import type { ButtonHTMLAttributes } from "react";
import { ButtonInside, type ButtonLook, buttonClass } from "./button-look.tsx";

export type ButtonProps = ButtonLook & ButtonHTMLAttributes<HTMLButtonElement>;

export function Button({ kind, size, icon, wide, end, children, className, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={[buttonClass({ kind, size, wide, end, children }), className].filter(Boolean).join(" ")}
      {...rest}
    >
      <ButtonInside icon={icon} size={size} end={end}>
        {children}
      </ButtonInside>
    </button>
  );
}

import Link from "next/link";
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icon-name.ts";
import s from "./button.module.css";

type Look = {
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
export type ButtonProps = Look & ButtonHTMLAttributes<HTMLButtonElement>;

const look = ({ kind = "outlined", size = 44, wide, end }: Look) =>
  [s.button, s[kind], s[`h${size}`], wide && s.wide, end !== undefined && s.spread].filter(Boolean).join(" ");

function Inside({ icon, size = 44, end, children }: Look) {
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

export function Button({ kind, size, icon, wide, end, children, className, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={[look({ kind, size, wide, end, children }), className].filter(Boolean).join(" ")}
      {...rest}
    >
      <Inside icon={icon} size={size} end={end}>
        {children}
      </Inside>
    </button>
  );
}

/** Looks like a button, goes somewhere: a page, or `tel:`. */
export function LinkButton({
  href,
  prefetch,
  ...props
}: Look & { href: string; prefetch?: boolean; "aria-label"?: string }) {
  const { kind, size, icon, wide, end, children, ...rest } = props;
  const inside = (
    <Inside icon={icon} size={size} end={end}>
      {children}
    </Inside>
  );
  const className = look(props);
  return /^(tel|https?|mailto):/.test(href) || href.startsWith("/api/") ? (
    <a href={href} className={className} {...rest}>
      {inside}
    </a>
  ) : (
    <Link href={href} prefetch={prefetch} className={className} {...rest}>
      {inside}
    </Link>
  );
}

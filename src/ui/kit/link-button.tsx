import Link from "next/link";
import { ButtonInside, type ButtonLook, buttonClass } from "./button-look.tsx";

/** Looks like a button, goes somewhere: a page, or `tel:`. */
export function LinkButton({
  href,
  prefetch,
  ...props
}: ButtonLook & { href: string; prefetch?: boolean; "aria-label"?: string }) {
  const { kind, size, icon, wide, end, children, ...rest } = props;
  const inside = (
    <ButtonInside icon={icon} size={size} end={end}>
      {children}
    </ButtonInside>
  );
  const className = buttonClass(props);
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

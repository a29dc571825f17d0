import type { IconName } from "./icon-name.ts";

/** An interface icon in the colour of the text; decoration unless it is given a `label`. */
export function Icon({
  name,
  size = 20,
  label,
  strokeWidth,
}: {
  name: IconName;
  size?: number;
  label?: string;
  strokeWidth?: number;
}) {
  return (
    <svg
      width={size}
      height={size}
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      strokeWidth={strokeWidth}
      style={{ flex: "none" }}
      focusable="false"
    >
      <use href={`/icons/ui.svg#${name}`} />
    </svg>
  );
}

export type ZoneLevel = "lockdown" | "control" | "prevention";

const COLOUR = {
  lockdown: "var(--zone-lock)",
  control: "var(--zone-control)",
  prevention: "var(--zone-prevent)",
} as const;

/** A zone's shape: octagon with lock, diamond with bar, disc with tick. `small` (10 to 14 px, desks) says it with less. */
export function ZoneSign({
  level,
  size = 36,
  small = false,
  label,
}: {
  level: ZoneLevel;
  size?: number;
  small?: boolean;
  label?: string;
}) {
  const line = {
    fill: "none",
    stroke: "var(--paper)",
    strokeWidth: 3,
    strokeLinecap: "round",
    strokeLinejoin: "round",
  } as const;
  return (
    <svg
      viewBox="0 0 36 36"
      width={size}
      height={size}
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      style={{ flex: "none" }}
    >
      {level === "lockdown" && (
        <>
          <path d="M11 1h14l10 10v14L25 35H11L1 25V11z" fill={COLOUR.lockdown} />
          {small ? (
            <path d="M9 18h18" {...line} strokeWidth={6} />
          ) : (
            <>
              <rect x="10.500" y="16" width="15" height="11" rx="2" fill="var(--paper)" />
              <path d="M13.500 16v-3a4.500 4.500 0 0 1 9 0v3" {...line} />
            </>
          )}
        </>
      )}
      {level === "control" && (
        <>
          <path d="M18 0l18 18-18 18L0 18z" fill={COLOUR.control} />
          {!small && <path d="M11 18h14" {...line} strokeWidth={4} />}
        </>
      )}
      {level === "prevention" && (
        <>
          <circle cx="18" cy="18" r="17" fill={COLOUR.prevention} />
          <path d="M11 18.500l5 5 9-10" {...line} strokeWidth={small ? 5 : 3.5} />
        </>
      )}
    </svg>
  );
}

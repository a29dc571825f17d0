/** Who can act, in the short names of the field: see GLOSSARY.md. `SYS` is the timer and the worker. */
export const ROLES = [
  "RES",
  "GW",
  "COM",
  "SUP",
  "SUPM",
  "DIS",
  "DRV",
  "DEP",
  "DESK",
  "PRI",
  "RSV",
  "AUD",
  "SYS",
] as const;
export type Role = (typeof ROLES)[number];

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

/** Whether somebody who acts as `role` may do what the tables give to `by`: a store's manager may do all that its clerk does. */
export function actsAs(role: Role, by: Role): boolean {
  return role === by || (role === "SUPM" && by === "SUP");
}

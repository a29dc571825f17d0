import type { PublishFindingKind } from "#domain/movement/publish-checks.ts";

/** The checks before publishing, as columns. */
export const CHECKS = [
  "pass",
  "zones",
  "windows",
  "capacity",
  "fragile",
  "cold",
  "vehicle",
  "driver",
  "disinfect",
] as const;
export type Check = (typeof CHECKS)[number];

/** Under which check a finding stands. */
export const CHECK_OF = {
  no_stops: "capacity",
  over_bags: "capacity",
  over_weight: "capacity",
  over_volume: "capacity",
  over_fragile: "fragile",
  cold_too_long: "cold",
  window_missed: "windows",
  pass_not_valid: "pass",
  pass_not_for_zone: "pass",
  vehicle_not_cleared: "vehicle",
  vehicle_taken: "vehicle",
  driver_not_cleared: "driver",
  licence_expired: "driver",
  licence_not_for_vehicle: "driver",
  zone_order: "zones",
} as const satisfies Record<PublishFindingKind, Check>;

import type { MACHINES } from "#domain/machines.ts";

type GuardsOf<M> = M extends { readonly guards: infer G } ? keyof G & string : never;

/** The guards of all lives: what a move may be refused for, by the name that a machine gives it. */
export type GuardName = GuardsOf<(typeof MACHINES)[number][1]>;

/**
 * Every reason to refuse but the guards', and the figures that come with it for the words on the screen. A guard that did
 * not hold is told as `guard_failed`, in the words of the guard.
 */
export const REFUSALS = {
  // Every life.
  not_from_here: [],
  not_your_act: [],
  // Ordering.
  unknown_home: [],
  not_open: [],
  past_cut_off: [],
  already_ordered: [],
  key_taken: [],
  bad_lines: [],
  unknown_package: [],
  over_limit: [],
  over_quota: [],
  no_such_order: [],
  home_lived_in: [],
  not_by_heads: [],
  too_few_heads: ["heads"],
  not_a_photo: [],
  id_taken: [],
  // Cycles, sheets and allocation.
  times_out_of_order: [],
  offered_beyond_commits: ["committed"],
  last_package: [],
  quota_not_on_card: [],
  unknown_community: [],
  cap_in_the_past: [],
  cap_stated: [],
  allocation_stands: [],
  preview_is_old: [],
  checksum: [],
  // Stores.
  unknown_lot: [],
  lot_expired: [],
  not_first_expiring: [],
  lot_known: [],
  lot_in_use: [],
  lot_short: ["left"],
  less_than_lots: ["others"],
  part_of_a_piece: [],
  mixed_units: [],
  unit_mismatch: [],
  dearer: [],
  more_than_open: ["left"],
  repack_first: ["bags"],
  nothing_to_repack: [],
  nothing_to_route: [],
  same_store: [],
  commit_too_small: ["bags"],
  over_capacity: ["capacity"],
  trip_published: ["trip"],
  donated_stock_charged: [],
  // Buses and roads.
  vehicle_gone: [],
  not_fit: [],
  not_for_this_trip: ["bagNumber"],
  not_on_this_bus: [],
  stop_in_hand: ["sequence"],
  nothing_left: [],
  not_spare: [],
  no_stop_ahead: [],
  not_on_the_road: [],
  not_at_this_dock: [],
  not_counted_back: ["bags"],
  no_number: [],
  change_not_allowed: [],
  roads_not_ready: [],
  closure_over: [],
  bad_closure: ["what"],
  // Doors, claims and people.
  due_changed: ["dueFen"],
  box_changed: ["boxFen"],
  refund_paid: [],
  not_in_hand: [],
  not_short: [],
  too_many_claims: ["limit"],
  no_such_door: [],
  wrong_code: [],
  too_many_tries: [],
  place_missing: [],
  no_such_grid: [],
  desk_exists: [],
  name_taken: [],
  wrong_token: [],
  stand_in_needs_end: [],
  nobody_to_stand_in_for: [],
  no_such_staff: [],
  asked_already: [],
  leaving_changed: [],
  left_without_owner: ["left"],
  cannot_take_over: [],
  new_driver_not_cleared: [],
  not_oneself: [],
  account_open: [],
  // Workbooks.
  file_empty: [],
  file_too_large: [],
  file_type: [],
  file_unreadable: [],
  too_many_rows: [],
  no_sheet_known: [],
  list_too_long: ["rows"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type RefusalKind = keyof typeof REFUSALS;

type Told<K extends RefusalKind> = { readonly kind: K } & {
  readonly [Figure in (typeof REFUSALS)[K][number]]: number | string;
} & Readonly<Record<string, unknown>>;

/** Why something was not done, as it goes over the wire: a kind and its figures, or the guard that did not hold. */
export type Refusal =
  | { readonly [K in RefusalKind]: Told<K> }[RefusalKind]
  | ({ readonly kind: "guard_failed"; readonly guard: GuardName } & Readonly<Record<string, unknown>>);

/** The names of a refusal in the catalogue: a message for each of them, in every language, and no other. */
export type RefusalKey = RefusalKind | `guard.${GuardName}`;

type FactsOf<M, G> = M extends { readonly guards: infer Gs }
  ? G extends keyof Gs
    ? Gs[G] extends (facts: infer F) => boolean
      ? [F]
      : never
    : never
  : never;
type NumbersOf<F> = { [N in keyof F]: F[N] extends number ? N : never }[keyof F] & string;

/** The figures that a guard is always asked with, whichever machine it belongs to. */
type FiguresOfGuard<G> = NumbersOf<FactsOf<(typeof MACHINES)[number][1], G>[0]>;

/** The figures that the words of a refusal may name. */
export type FiguresOf<K extends RefusalKey> = K extends RefusalKind
  ? (typeof REFUSALS)[K][number]
  : K extends `guard.${infer G}`
    ? FiguresOfGuard<G>
    : never;

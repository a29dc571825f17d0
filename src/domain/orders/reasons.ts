/** The closed lists of reasons, by the question that they answer. Screens translate the code; free text only adds to it. */
export const SHORT_REASONS = [
  "out_of_stock",
  "quality_reject",
  "supplier_late",
  "road_closed",
  "case_remainder",
] as const;
export type ShortReason = (typeof SHORT_REASONS)[number];

export const CHANGE_REASONS = ["resident_request", "duplicate", "limit", "address_fix", "diet", "price_fix"] as const;

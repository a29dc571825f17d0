import type { Place } from "./places.ts";
import type { WordKind } from "./words.ts";

/** Why an amount cannot be booked as it stands. */
export type BadAmount = "fraction" | "range" | "negative" | "zero" | "measure" | "figure" | "huge";

type At = { readonly at: number; readonly end: number };

/** A piece of a line and what it is. Marks lie side by side and cover the line. */
export type Mark = At &
  (
    | { readonly k: "gap"; readonly strong: boolean }
    | { readonly k: "text" }
    | { readonly k: "when" }
    | { readonly k: "word"; readonly kind: WordKind }
    | { readonly k: "home"; readonly place: Place }
    | { readonly k: "item"; readonly code: string | undefined }
    | { readonly k: "amount"; readonly n: number; readonly form: "unit" | "times" | "plus" | "bare" }
    | { readonly k: "bad"; readonly why: BadAmount }
    | { readonly k: "money"; readonly yuan: number }
    | { readonly k: "phone" }
  );

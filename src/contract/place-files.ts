// The limits of an import, without the schemas: screens read them too, and need no validation library for it.

/** Why a file cannot be looked into at all. */
export const FILE_REFUSALS = [
  "file_empty",
  "file_too_large",
  "file_type",
  "file_unreadable",
  "too_many_places",
] as const;
export type FileRefusal = (typeof FILE_REFUSALS)[number];

/** What an upload may weigh, and how many places one list may hold: several times a city's list of communities. */
export const MOST_FILE_BYTES = 2_000_000;
export const MOST_PLACES = 10_000;

/** How a list's coordinates are to be read: no list says it of itself, and a wrong guess moves every stop in silence. */
export const PLACE_DATUMS = ["wgs84", "gcj02", "bd09"] as const;
export type PlaceDatum = (typeof PLACE_DATUMS)[number];

/** More than these in one place is a slip of the hand, and would lay out doors for hours. */
export const MOST_OF: Readonly<Record<string, number>> = {
  demo_households: 100_000,
  demo_elderly_alone: 100_000,
  demo_no_smartphone_households: 100_000,
  demo_grids: 500,
  demo_buildings: 5_000,
};

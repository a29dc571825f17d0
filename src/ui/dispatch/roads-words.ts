"use client";
import type { PlanRoads, RoadsLabel, RoadsNote } from "#contract/roads.ts";
import { formatDay } from "../format/time.ts";
import { useLocale, useT } from "../words/use-t.ts";

/** How roads are named on dispatch's screens: who knew them, and what must be said with it. */
export function useRoadsWords() {
  const t = useT("dispatch");
  const locale = useLocale();
  return {
    label: (roads: RoadsLabel | PlanRoads): string => {
      if (roads.by === "embedded")
        return t("roads.embedded", {
          city: roads.city ?? "",
          day: roads.importedAt ? formatDay(Date.parse(roads.importedAt), locale) : "",
        });
      if (roads.by !== "estimate") return t(`roads.${roads.by}`);
      return t("notes" in roads && roads.notes.length > 0 ? "roads.stand.in" : "roads.estimate");
    },
    note: (note: RoadsNote): string => {
      switch (note.kind) {
        case "fell_back":
          return t("roads.fell_back", { from: t(`roads.by.${note.from}`), to: t(`roads.by.${note.to}`) });
        case "closures_not_minded":
          return t("roads.closures_not_minded", { by: t(`roads.by.${note.by}`), n: note.closures });
        case "other_city":
          return t("roads.other_city", { city: note.city });
      }
    },
  };
}

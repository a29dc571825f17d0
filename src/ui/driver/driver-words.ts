import type { Messages } from "#messages/catalogue.ts";
import type { Translate } from "#messages/message.ts";
import type { Refused } from "../error-words.ts";

type Words = Translate<Messages["driver"]>;
const KINDS = ["nothing_to_hand_over", "no_stop_ahead", "guard_failed", "not_from_here"] as const;

/** What went wrong at the wheel, in the driver's words; undefined where every screen has the words. */
export function driverRefusal({ kind, stops }: Refused, t: Words): string | undefined {
  if (kind === "stops_open") return t("error.stops_open", { stops: Number(stops ?? 0) });
  const known = KINDS.find((k) => k === kind);
  return known && t(`error.${known}`);
}

/** How a trip stands, in few letters. */
export function tripWord(state: string, t: Words): string {
  switch (state) {
    case "published":
    case "ready":
    case "loading":
    case "sealed":
    case "returned":
      return t(`state.${state}`);
    case "departed":
    case "running":
      return t("state.running");
    case "diverted":
    case "broken_down":
      return t("state.stopped");
    default:
      return t("state.done");
  }
}

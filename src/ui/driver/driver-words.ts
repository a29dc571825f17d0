import type { Messages } from "#messages/catalogue.ts";
import type { Translate } from "#messages/message.ts";
import { errorWords } from "../error-words.ts";

type Words = Translate<Messages["driver"]>;
const KINDS = ["nothing_to_hand_over", "no_stop_ahead", "guard_failed", "not_from_here"] as const;

/** What went wrong at the wheel, in the driver's words; else the words that every screen has. */
export function driverError(error: unknown, t: Words, errors: Translate<Messages["errors"]>): string {
  const detail = (error as { data?: { app?: { detail?: { kind?: string; stops?: number } } } } | undefined)?.data?.app
    ?.detail;
  if (detail?.kind === "stops_open") return t("error.stops_open", { stops: detail.stops ?? 0 });
  const kind = KINDS.find((k) => k === detail?.kind);
  return kind ? t(`error.${kind}`) : errorWords(error, errors);
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

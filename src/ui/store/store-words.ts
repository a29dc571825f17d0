import type { Messages } from "#messages/catalogue.ts";
import type { Translate } from "#messages/message.ts";

export type StoreWords = Translate<Messages["store"]>;

/** How a trip stands for those who load it. */
export function tripState(state: string, t: StoreWords): string {
  switch (state) {
    case "planned":
    case "published":
    case "ready":
    case "loading":
    case "sealed":
    case "returned":
      return t(`trip.${state}`);
    case "departed":
    case "running":
      return t("trip.running");
    case "diverted":
    case "broken_down":
      return t("trip.stopped");
    default:
      return t("trip.done");
  }
}

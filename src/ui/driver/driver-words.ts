import type { Messages } from "#messages/catalogue.ts";
import type { Translate } from "#messages/message.ts";

type Words = Translate<Messages["driver"]>;
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

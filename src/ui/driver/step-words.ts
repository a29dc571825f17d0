import type { ManoeuvreView } from "#contract/roads.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Translate } from "#messages/message.ts";

/** The sentence for one manoeuvre. Metres are rounded to ten, because nobody counts single ones at the wheel. */
export function stepWords({ kind, street, metres, exit }: ManoeuvreView, t: Translate<Messages["driver"]>): string {
  if (kind === "arrive") return street ? t("step.arrive.at", { street }) : t("step.arrive");
  const act = kind === "roundabout" ? t("step.roundabout", { exit }) : t(`step.${kind}`);
  const near = Math.max(10, Math.round(metres / 10) * 10);
  const distance = near < 1000 ? t("step.metres", { n: near }) : t("step.km", { n: (near / 1000).toFixed(1) });
  if (!street) return t("step.on", { act, distance });
  return t(kind === "depart" ? "step.along" : "step.onto", { act, street, distance });
}

import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { formatClock } from "./time.ts";

const DAY_MS = 86_400_000;
type GateHours = { readonly gateOpensMs: number; readonly gateClosesMs: number };

/** A gate that never closes. */
export const isAllDay = (gate: GateHours): boolean => gate.gateClosesMs - gate.gateOpensMs >= DAY_MS;

/** When a gate is open: `07:00–19:00`, or 全天 where it never closes. */
export function formatGateHours(gate: GateHours, locale: Locale, common: Translate<Messages["common"]>): string {
  return isAllDay(gate)
    ? common("all_day")
    : `${formatClock(gate.gateOpensMs, locale)}–${formatClock(gate.gateClosesMs, locale)}`;
}

import type { Messages } from "#messages/catalogue.ts";
import type { Translate } from "#messages/message.ts";

/** What a bus on its trip is called on every screen: the trip's number and the name that is painted on the bus. */
export const busName = (
  trip: { readonly number: number; readonly bus: string },
  common: Translate<Messages["common"]>,
): string => common("bus.of", { n: trip.number, bus: trip.bus });

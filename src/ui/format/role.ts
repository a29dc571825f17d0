import type { Role } from "#domain/kernel/role.ts";
import type { Aggregator } from "#domain/places/aggregator.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Translate } from "#messages/message.ts";

/** What a role is called where it is held: who gathers at a place bears that place's word. */
export const roleWords = (role: Role, at: Aggregator | null, states: Translate<Messages["states"]>): string =>
  role === "GW" && at !== null ? states(`aggregator.${at}`) : states(`role.${role}`);

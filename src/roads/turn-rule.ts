import type { Member, Tags } from "./read-pbf.ts";
import { ALL_VEHICLES, VEHICLE_BIT } from "./vehicle.ts";

/** One restriction relation: `no` forbids the turn, `only` forbids every other. */
export type TurnRule = {
  readonly kind: "no" | "only";
  readonly uTurn: boolean;
  readonly fromWay: number;
  readonly toWay: number;
  readonly via: number;
  /** Vehicle bits. */
  readonly binds: number;
};

const BITS: Readonly<Record<string, number>> = {
  psv: VEHICLE_BIT.bus,
  bus: VEHICLE_BIT.bus,
  hgv: VEHICLE_BIT.truck,
  goods: VEHICLE_BIT.truck,
  motorcar: VEHICLE_BIT.car,
  motor_vehicle: ALL_VEHICLES,
};

/** Reads a relation; undefined when it is no turn restriction, `unsupported` when it leads through a way. */
export function turnRule(tags: Tags, members: readonly Member[]): TurnRule | "unsupported" | undefined {
  if (tags.get("type") !== "restriction") return undefined;
  let value = tags.get("restriction");
  let binds = ALL_VEHICLES;
  if (value === undefined) {
    binds = 0;
    for (const [key, bits] of Object.entries(BITS)) {
      const own = tags.get(`restriction:${key}`);
      if (own === undefined) continue;
      value = own;
      binds |= bits;
    }
  }
  for (const exempt of (tags.get("except") ?? "").split(";")) binds &= ~(BITS[exempt.trim()] ?? 0);
  const kind = value?.startsWith("no_") ? "no" : value?.startsWith("only_") ? "only" : undefined;
  if (!kind || binds === 0) return undefined;
  const [from, to, via] = ["from", "to", "via"].map((role) => members.filter((member) => member.role === role));
  if (from?.length !== 1 || to?.length !== 1 || via?.length !== 1 || via[0]!.type !== "node") return "unsupported";
  return { kind, uTurn: value === "no_u_turn", fromWay: from[0]!.id, toWay: to[0]!.id, via: via[0]!.id, binds };
}

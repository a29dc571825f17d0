import type { VehicleId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { PublishFinding } from "./publish-checks.ts";

/** A bus in its yard that could take over what another one carries. */
export type RescueBus = {
  readonly vehicleId: VehicleId;
  readonly name: string;
  /** The drive from its yard to where the other one stands. */
  readonly seconds: number;
  readonly maxBags: number;
  /** The first thing that speaks against it; null when it fits. A narrow gate asks for a small vehicle. */
  readonly wrong: PublishFinding | { readonly kind: "narrow_gate" } | null;
  /** When it has to be at a dock for a trip of its own; null when nothing is planned for it. */
  readonly ownDockAt: Instant | null;
};

/**
 * The buses that could come, the best first: those that fit before those that do not; of these the ones that nothing is
 * planned for; then whoever is there soonest, and the smaller of two that are equally near.
 */
export const rankRescues = (buses: readonly RescueBus[]): RescueBus[] =>
  buses.toSorted(
    (a, b) =>
      Number(a.wrong !== null) - Number(b.wrong !== null) ||
      Number(a.ownDockAt !== null) - Number(b.ownDockAt !== null) ||
      a.seconds - b.seconds ||
      a.maxBags - b.maxBags ||
      a.name.localeCompare(b.name),
  );

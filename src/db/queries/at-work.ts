import { sql } from "drizzle-orm";
import type { CommunityId, DepotId, GridId, SupermarketId, UserId } from "#domain/kernel/ids.ts";
import type { Role } from "#domain/kernel/role.ts";
import type { Tx } from "../client.ts";

/** A role and where it is held; no place: in the whole city. */
export type Seat = {
  readonly role: Role;
  readonly gridId: GridId | null;
  readonly communityId: CommunityId | null;
  readonly supermarketId: SupermarketId | null;
  readonly depotId: DepotId | null;
};
/** Somebody at work now; `area` is the community of his grid. */
export type AtWork = Seat & {
  readonly userId: UserId;
  readonly name: string;
  readonly area: string | null;
  readonly standsInFor: UserId | null;
};
/** Who holds which role where now, in an account that is open. */
export function listAtWork(tx: Pick<Tx, "execute">): Promise<AtWork[]> {
  return tx.execute<AtWork>(sql`
    SELECT a.user_id AS "userId", u.name, a.role, a.grid_id AS "gridId", a.community_id AS "communityId", a.supermarket_id AS "supermarketId",
      a.depot_id AS "depotId", coalesce(a.community_id, g.community_id) AS area, a.stands_in_for AS "standsInFor"
    FROM assignments a JOIN users u ON u.id = a.user_id LEFT JOIN grids g ON g.id = a.grid_id
    WHERE a.role <> 'RES' AND u.disabled_at IS NULL AND a."from" <= app_now() AND (a."to" IS NULL OR a."to" > app_now()) ORDER BY u.name, u.id`);
}

export const placeOf = (s: Seat) => s.gridId ?? s.communityId ?? s.supermarketId ?? s.depotId;

/** Names a seat among all others. */
export const seatKey = (s: Seat): string => `post:${s.role}:${placeOf(s) ?? "city"}`;

export const toSeat = ({ role, gridId, communityId, supermarketId, depotId }: Seat): Seat => ({
  role,
  gridId,
  communityId,
  supermarketId,
  depotId,
});

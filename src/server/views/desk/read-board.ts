import { sql } from "drizzle-orm";
import type { BoardLine, BoardRow, BoardRowKey } from "#contract/desk.ts";
import type { Tx } from "#db/client.ts";

/** One place's (or stop's) side of an equation: what stands left, and the terms that must come to the same. */
type Sum = {
  readonly row: BoardRowKey;
  readonly id: string;
  readonly community_id: string;
  readonly district_id: string;
  readonly zh: string;
  readonly en: string;
  readonly d_zh: string;
  readonly d_en: string;
  readonly letter: string | null;
  readonly trip: number | null;
  readonly grid: number | null;
  readonly since: string | null;
  readonly left: number;
  readonly right: Readonly<Record<string, number>>;
};

/** Lines shown behind one equation. */
const MOST_LINES = 200;
const DISTRICT_ROWS = ["wanted", "locked", "allocated", "packed", "load", "handed", "sheets", "batches"] as const;

/**
 * The equations of conservation of one cycle: every one by district and for the city, with the lines behind those that
 * do not come to zero. Only what breaks an equation leaves the database.
 */
export async function readBoard(
  tx: Tx,
  cycleId: string,
  districtIds: readonly string[],
): Promise<{ board: BoardRow[]; lines: Partial<Record<BoardRowKey, BoardLine[]>> }> {
  const broken = await tx.execute<Sum>(sql`
    WITH l AS MATERIALIZED (SELECT s.*, p.letter FROM line_stages s JOIN package_versions v ON v.id = s.package_version_id JOIN packages p ON p.id = v.package_id WHERE s.cycle_id = ${cycleId}),
    lc AS (SELECT community_id, sum(packed) AS packed, sum(delivered) AS delivered, sum(locked) AS locked, sum(allocated) AS allocated FROM l GROUP BY 1),
    b AS (SELECT community_id, coalesce(sum(bags) FILTER (WHERE state IN ('packed', 'staged')), 0)::int AS in_store,
        coalesce(sum(bags) FILTER (WHERE state IN ('loaded', 'in_transit')), 0)::int AS on_bus,
        coalesce(sum(bags) FILTER (WHERE state IN ('at_gate', 'with_grid', 'reassigned', 'found')), 0)::int AS in_hand,
        coalesce(sum(bags) FILTER (WHERE state = 'delivered'), 0)::int AS door,
        coalesce(sum(bags) FILTER (WHERE state IN ('returned', 'restocked', 'donated')), 0)::int AS back,
        coalesce(sum(bags) FILTER (WHERE state IN ('lost', 'damaged', 'scrapped')), 0)::int AS gone
      FROM bag_counts WHERE cycle_id = ${cycleId} GROUP BY community_id),
    sh AS (SELECT community_id, sum(bags) AS bags FROM grid_sheets WHERE cycle_id = ${cycleId} AND state IN ('frozen', 'reconciled') GROUP BY 1),
    bl AS (SELECT x.community_id, sum(y.allocated) AS bags FROM batches x JOIN batch_lines y ON y.batch_id = x.id WHERE x.cycle_id = ${cycleId} AND x.state NOT IN ('rejected', 'recalled') GROUP BY 1),
    ld AS (SELECT k.stop_id, sum(k.loaded) AS loaded FROM stop_loads k JOIN stops s ON s.id = k.stop_id JOIN trips t ON t.id = s.trip_id WHERE t.cycle_id = ${cycleId} GROUP BY 1),
    ho AS (SELECT h.stop_id, sum(CASE WHEN h.state IN ('agreed', 'resolved') THEN h.agreed WHEN h.state = 'disputed' THEN h.counted ELSE 0 END)::int AS agreed,
        sum(CASE WHEN h.state IN ('offered', 'counted') THEN h.offered ELSE 0 END)::int AS offered,
        sum(h.refused)::int AS refused, sum(h.lost)::int AS lost, sum(h.back_on_board)::int AS back,
        min(h.offered_at) FILTER (WHERE h.state = 'disputed') AS since, min(g.number) FILTER (WHERE h.state = 'disputed') AS grid
      FROM handovers h JOIN grids g ON g.id = h.grid_id JOIN stops s ON s.id = h.stop_id JOIN trips t ON t.id = s.trip_id WHERE t.cycle_id = ${cycleId} GROUP BY h.stop_id),
    terms AS (
      SELECT 'wanted' AS row, community_id, letter, NULL::int AS trip, NULL::int AS grid, NULL::timestamptz AS since, wanted AS left,
        jsonb_build_object('cancelled', cancelled, 'locked', locked, 'not_locked', not_locked) AS right, cancelled + locked + not_locked AS sum FROM l
      UNION ALL SELECT 'locked', community_id, letter, NULL, NULL, NULL, locked + extra, jsonb_build_object('allocated', allocated, 'short', shorted_alloc, 'not_allocated', not_allocated), allocated + shorted_alloc + not_allocated FROM l
      UNION ALL SELECT 'allocated', community_id, letter, NULL, NULL, NULL, allocated, jsonb_build_object('packed', packed, 'short_pick', shorted_pick, 'not_packed', not_packed), packed + shorted_pick + not_packed FROM l
      UNION ALL SELECT 'packed', lc.community_id, NULL, NULL, NULL, NULL, lc.packed, jsonb_build_object('in_store', coalesce(b.in_store, 0), 'on_bus', coalesce(b.on_bus, 0), 'in_hand', coalesce(b.in_hand, 0), 'door', coalesce(b.door, 0), 'back', coalesce(b.back, 0), 'gone', coalesce(b.gone, 0)),
        coalesce(b.in_store + b.on_bus + b.in_hand + b.door + b.back + b.gone, 0) FROM lc LEFT JOIN b USING (community_id)
      UNION ALL SELECT 'load', s.community_id, NULL, t.number, ho.grid, ho.since, ld.loaded, jsonb_build_object('agreed', ho.agreed, 'refused', ho.refused, 'lost', ho.lost, 'back', ho.back, 'offered', ho.offered),
        ho.agreed + ho.refused + ho.lost + ho.back + ho.offered FROM ld JOIN ho USING (stop_id) JOIN stops s ON s.id = ld.stop_id JOIN trips t ON t.id = s.trip_id WHERE ld.loaded IS NOT NULL
      UNION ALL SELECT 'handed', lc.community_id, NULL, NULL, NULL, NULL, lc.delivered, jsonb_build_object('door', coalesce(b.door, 0)), coalesce(b.door, 0) FROM lc LEFT JOIN b USING (community_id)
      UNION ALL SELECT 'sheets', sh.community_id, NULL, NULL, NULL, NULL, coalesce(lc.locked, 0), jsonb_build_object('sheet', sh.bags), sh.bags FROM sh LEFT JOIN lc USING (community_id)
      UNION ALL SELECT 'batches', bl.community_id, NULL, NULL, NULL, NULL, coalesce(lc.allocated, 0), jsonb_build_object('batch', bl.bags), bl.bags FROM bl LEFT JOIN lc USING (community_id))
    SELECT t.row, t.community_id, c.district_id, c.name_zh AS zh, c.name_en AS en, d.name_zh AS d_zh, d.name_en AS d_en, t.letter, t.trip, t.grid, t.since,
      t.left::int AS left, t.right, t.row || c.id || coalesce(t.letter, '') || coalesce(t.trip, 0) AS id
    FROM terms t JOIN communities c ON c.id = t.community_id JOIN districts d ON d.id = c.district_id WHERE t.left <> t.sum ORDER BY abs(t.left - t.sum) DESC, c.code`);
  const [money] = await tx.execute<{ n: string }>(
    sql`SELECT coalesce(sum(amount_fen), 0) AS n FROM ledger_totals WHERE cycle_id = ${cycleId}`,
  );
  const lines: Partial<Record<BoardRowKey, BoardLine[]>> = {};
  const sums = new Map<string, number>();
  for (const r of broken) {
    const right = Object.entries(r.right).map(([term, value]) => ({ term, value: Number(value) }));
    const difference = right.reduce((n, t) => n + t.value, 0) - r.left;
    const key = `${r.row} ${r.district_id}`;
    sums.set(key, (sums.get(key) ?? 0) + difference);
    const behind = lines[r.row] ?? [];
    lines[r.row] = behind;
    if (behind.length < MOST_LINES)
      behind.push({
        id: r.id,
        place: { zh: r.zh, en: r.en },
        district: { zh: r.d_zh, en: r.d_en },
        letter: r.letter,
        tripNumber: r.trip,
        grid: r.grid,
        disputedSinceMs: r.since ? new Date(r.since).getTime() : null,
        left: r.left,
        right,
        difference,
      });
  }
  const board: BoardRow[] = DISTRICT_ROWS.map((key) => {
    const districts = districtIds.map((id) => sums.get(`${key} ${id}`) ?? 0);
    return { key, city: districts.reduce((n, d) => n + d, 0), districts };
  });
  board.push({ key: "ledger", city: Number(money?.n ?? 0), districts: districtIds.map(() => null) });
  return { board, lines };
}

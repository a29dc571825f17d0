import { sql } from "drizzle-orm";
import type {
  LotChoice,
  PickItemView,
  ShortNoticeView,
  WavePackageView,
  WaveStopView,
  WaveView,
} from "#contract/store.ts";
import type { Tx } from "#db/client.ts";
import { readKitOfWave } from "#db/queries/kit-of-wave.ts";
import { isOnShelf, listLotsOf } from "#db/queries/lots-on-shelf.ts";
import type { BatchId, CycleId, ItemId, LotId, PackageVersionId, SupermarketId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { type Instant, toServiceDay } from "#domain/kernel/time.ts";
import { UNPLANNED_TRIP_STATES } from "#domain/movement/trip.ts";
import { type BatchState, IN_STORE_BATCH_STATES } from "#domain/supply/batch.ts";
import { itemsFor } from "#domain/supply/kit.ts";
import { mayGive } from "#domain/supply/lot-choice.ts";
import { unwrap } from "../../app-error.ts";
import { getShort } from "./get-short.ts";

type ItemRow = {
  id: ItemId;
  name: Names;
  unit: string;
  needed: number;
  picked: number;
  lot: LotId | null;
  code: string | null;
  shelf: string | null;
  expires: string | null;
};

/**
 * What is being picked: the items of every bag whose batch the store has begun, with swaps counted on the item that
 * comes instead, against what was picked in all. Bags declared short are gone and need nothing.
 */
export async function getWave(
  tx: Tx,
  cycleId: CycleId,
  store: SupermarketId,
  now: Instant,
  itemId: string | undefined,
): Promise<WaveView> {
  const packages = await wavePackages(tx, cycleId, store);
  const stops = await waveStops(tx, cycleId, store);
  const items = await waveItems(tx, cycleId, store, now);
  const current =
    items.find((i) => i.itemId === itemId) ?? items.find((i) => i.pickedTenths < i.neededTenths) ?? items[0] ?? null;
  return {
    bags: packages.reduce((n, p) => n + p.bags, 0),
    batches: stops.length,
    open: stops.some((x) => x.state === "picking" || x.state === "picked"),
    items,
    packages,
    stops,
    notices: await listNotices(tx, cycleId, store),
    lots: current ? await listChoices(tx, store, current.itemId, now) : [],
    now: current,
    short:
      current && current.pickedTenths < current.neededTenths ? await getShort(tx, cycleId, store, current, now) : null,
  };
}

async function listChoices(tx: Tx, store: SupermarketId, itemId: ItemId, now: Instant): Promise<LotChoice[]> {
  const today = toServiceDay(now);
  const lots = await listLotsOf(tx, store, itemId);
  return lots
    .filter((l) => mayGive(l, today))
    .map(({ id, code, shelf, expiresOn, leftTenths }) => ({ lotId: id, code, shelf, expiresOn, leftTenths }));
}

/** A batch stands in the wave from its first pick until it is on the road. */
const IN_HOUSE = sql`b.state IN ${IN_STORE_BATCH_STATES}`;

async function waveItems(tx: Tx, cycleId: CycleId, store: SupermarketId, now: Instant): Promise<PickItemView[]> {
  const kit = await readKitOfWave(tx, cycleId, store);
  const need = unwrap(itemsFor(kit.lines, kit.bags, kit.swaps));
  const needs = JSON.stringify([...need].map(([id, { tenths }]) => ({ id, tenths: Math.max(0, tenths) })));
  const rows = await tx.execute<ItemRow>(sql`
    SELECT i.id, i.name, i.unit, need.tenths::int AS needed, coalesce(p.picked_tenths, 0)::int AS picked,
      lot.id AS lot, lot.code, lot.shelf, lot.expires_on::text AS expires
    FROM jsonb_to_recordset(${needs}::jsonb) AS need (id uuid, tenths bigint) JOIN items i ON i.id = need.id
    LEFT JOIN picks p ON p.cycle_id = ${cycleId} AND p.supermarket_id = ${store} AND p.item_id = i.id
    LEFT JOIN LATERAL (SELECT l.* FROM lots l WHERE l.supermarket_id = ${store} AND l.item_id = i.id AND ${isOnShelf(toServiceDay(now))} ORDER BY l.expires_on, l.code LIMIT 1) lot ON true
    ORDER BY (coalesce(p.picked_tenths, 0) >= need.tenths) DESC, lot.shelf NULLS LAST, i.code`);
  return rows.map((r) => ({
    itemId: r.id,
    name: r.name,
    unit: r.unit,
    neededTenths: r.needed,
    pickedTenths: r.picked,
    lot:
      r.lot && r.code && r.shelf && r.expires
        ? { lotId: r.lot, code: r.code, shelf: r.shelf, expiresOn: r.expires }
        : null,
  }));
}

async function wavePackages(tx: Tx, cycleId: CycleId, store: SupermarketId): Promise<WavePackageView[]> {
  const rows = await tx.execute<{
    id: PackageVersionId;
    letter: string;
    name: Names;
    bags: number;
    packed: number;
    items: { name: Names; unit: string; tenths: number }[];
  }>(sql`
    SELECT v.id, p.letter, p.name, count(*)::int AS bags, count(*) FILTER (WHERE g.state <> 'created')::int AS packed,
      (SELECT jsonb_agg(jsonb_build_object('name', i.name, 'unit', i.unit, 'tenths', l.tenths) ORDER BY l.position)
        FROM package_lines l JOIN items i ON i.id = l.item_id WHERE l.package_version_id = v.id) AS items
    FROM bags g JOIN batches b ON b.id = g.batch_id JOIN package_versions v ON v.id = g.package_version_id JOIN packages p ON p.id = v.package_id
    WHERE b.cycle_id = ${cycleId} AND b.supermarket_id = ${store} AND ${IN_HOUSE} AND g.state <> 'scrapped' GROUP BY v.id, p.id ORDER BY p.letter`);
  return rows.map((r) => ({
    packageVersionId: r.id,
    letter: r.letter,
    name: r.name,
    bags: r.bags,
    packed: r.packed,
    items: (r.items ?? []).map(({ name, unit, tenths }) => ({ name, unit, tenths })),
  }));
}

async function waveStops(tx: Tx, cycleId: CycleId, store: SupermarketId): Promise<WaveStopView[]> {
  const rows = await tx.execute<{
    id: BatchId;
    state: BatchState;
    name: Names;
    trip: number | null;
    sequence: number | null;
    letters: { letter: string; bags: number }[] | null;
  }>(sql`
    SELECT b.id, b.state, c.name, ride.number AS trip, ride.sequence,
      (SELECT jsonb_agg(jsonb_build_object('letter', x.letter, 'bags', x.n) ORDER BY x.letter) FROM (
        SELECT p.letter, count(*)::int AS n FROM bags g JOIN package_versions v ON v.id = g.package_version_id JOIN packages p ON p.id = v.package_id
        WHERE g.batch_id = b.id AND g.state <> 'scrapped' GROUP BY 1) x) AS letters
    FROM batches b JOIN communities c ON c.id = b.community_id LEFT JOIN LATERAL (
      SELECT t.number, t.dock_at, s.sequence FROM stop_loads l JOIN stops s ON s.id = l.stop_id JOIN trips t ON t.id = s.trip_id
      WHERE l.batch_id = b.id AND t.state NOT IN ${UNPLANNED_TRIP_STATES} ORDER BY t.dock_at LIMIT 1) ride ON true
    WHERE b.cycle_id = ${cycleId} AND b.supermarket_id = ${store} AND ${IN_HOUSE} ORDER BY ride.dock_at NULLS LAST, ride.sequence DESC, c.name->>'zh-CN'`);
  return rows.map((r) => ({
    batchId: r.id,
    community: r.name,
    state: r.state,
    trip: r.trip,
    sequence: r.sequence,
    letters: r.letters ?? [],
  }));
}

async function listNotices(tx: Tx, cycleId: CycleId, store: SupermarketId): Promise<ShortNoticeView[]> {
  const rows = await tx.execute<{
    id: string;
    place_name: Names;
    what_name: Names;
    to_name: Names | null;
    bags: number;
    refund: string;
    reason: string;
    at: string;
  }>(sql`
    SELECT n.id, c.name AS place_name, coalesce(i.name, p.name) AS what_name,
      o.name AS to_name, n.bags_touched AS bags, n.refund_fen_per_bag AS refund, n.reason, n.at
    FROM shortage_notices n JOIN batches b ON b.id = n.batch_id JOIN communities c ON c.id = b.community_id LEFT JOIN items i ON i.id = n.item_id
    LEFT JOIN items o ON o.id = n.substitute_item_id LEFT JOIN package_versions v ON v.id = n.package_version_id LEFT JOIN packages p ON p.id = v.package_id
    WHERE n.cycle_id = ${cycleId} AND b.supermarket_id = ${store} ORDER BY n.at DESC LIMIT 50`);
  return rows.map((r) => ({
    id: r.id,
    community: r.place_name,
    what: r.what_name,
    instead: r.to_name,
    bags: r.bags,
    refundFenPerBag: Number(r.refund),
    reason: r.reason,
    atMs: Date.parse(r.at),
  }));
}

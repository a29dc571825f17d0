import { sql } from "drizzle-orm";
import type { Database, ScopedDatabase } from "#db/client.ts";
import type { CycleId, GridId, UserId } from "#domain/kernel/ids.ts";
import { type Actor, type Ctx, SYSTEM } from "#server/ctx.ts";
import { DEMO_GRID, DEMO_PLACE } from "#server/demo/sign-ins.ts";
import { nobodyListens } from "#server/live.ts";
import { pasteList } from "#server/usecases/lists/paste-list.ts";

type Home = { building: number; unit: number; room: string };

/** How neighbours write in a group, in the notations that grid workers meet; every third line is somebody else's manner. */
const ENTRIES: readonly ((h: Home) => string)[] = [
  (h) => `${h.building}栋${h.unit}单元${h.room} 林女士 A1`,
  (h) => `${h.building}-${h.unit}-${h.room} A2`,
  (h) => `${h.building}#${h.unit}-${h.room} B一份`,
  (h) => `${h.building}-${h.unit}-${h.room} 陈阿姨 A1B1`,
  (h) => `${h.room} A1份`,
  (h) => `${h.building}－${h.unit}－${h.room} Ａ１`,
  (h) => `${h.building}栋${h.unit}单元${h.room} 老样子`,
  (h) => `${h.building}-${h.unit}-${h.room} A1（现金）`,
  (h) => `${h.building}-${h.unit}-${h.room} A1.5份`,
  (h) => `${h.building}栋${h.unit}单元${h.room} C1 放门口别敲门`,
];

/** A list of the demo grid's group, pasted and waiting for its worker: homes that have not ordered yet write in it. */
export async function pasteDemoList(db: ScopedDatabase, owner: Database): Promise<void> {
  const [where] = await owner.execute<{ cycle: CycleId; grid: GridId; worker: UserId }>(sql`
    SELECT s.cycle_id AS cycle, s.grid_id AS grid, md5('demo:wangge')::uuid AS worker
    FROM grid_sheets s JOIN grids g ON g.id = s.grid_id JOIN communities c ON c.id = g.community_id JOIN cycles y ON y.id = s.cycle_id
    WHERE c.code = ${DEMO_PLACE} AND g.number = ${DEMO_GRID} AND y.state = 'open' ORDER BY y.cut_off_at DESC LIMIT 1`);
  if (!where) return;
  const homes = await owner.execute<Home>(sql`
    SELECT b.number AS building, h.unit, h.room FROM households h JOIN buildings b ON b.id = h.building_id
    WHERE h.grid_id = ${where.grid} AND NOT h.vacant
      AND NOT EXISTS (SELECT FROM household_orders o WHERE o.household_id = h.id AND o.cycle_id = ${where.cycle} AND o.state <> 'cancelled')
    ORDER BY md5(h.id::text) LIMIT ${ENTRIES.length}`);
  const entries = homes.flatMap((h, i) => ENTRIES[i]?.(h) ?? []);
  const text = ["#接龙", "明天的保供套餐，写门牌和份数", "例 3栋2单元401 林女士 A1", ""]
    .concat(
      entries.map((e, i) => `${i + 1}. ${e}`),
      "收到🙏",
    )
    .join("\n");
  const { cycle, grid, worker } = where;
  const actor: Actor = { ...SYSTEM, role: "GW", userId: worker, grids: [grid] };
  const ctx: Ctx = { db, live: nobodyListens, actor };
  await pasteList(ctx, { cycleId: cycle, gridId: grid, text });
}

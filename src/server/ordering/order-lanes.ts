import type { ScopedConnection } from "#db/client.ts";
import type { CycleId, HouseholdId, OrderId, PackageVersionId, UserId } from "#domain/kernel/ids.ts";
import type { Role } from "#domain/kernel/role.ts";
import { AppError } from "../app-error.ts";
import { orderOutcomes } from "../metrics.ts";

/** One home's wish as it arrives; `key` is unique per request and the same on every repeat of it. */
export type OrderRequest = {
  readonly id: OrderId;
  readonly key: string;
  readonly cycleId: CycleId;
  readonly householdId: HouseholdId;
  readonly userId: UserId | null;
  readonly role: Role;
  readonly channel: "app" | "proxy" | "import";
  readonly note: string | null;
  readonly pickupCode: string;
  readonly lines: readonly {
    readonly packageVersionId: PackageVersionId;
    readonly wanted: number;
    readonly acceptUpTo: number;
  }[];
};

export type OrderOutcome = {
  readonly outcome:
    | "placed"
    | "replayed"
    | "already_ordered"
    | "sold_out"
    | "over_quota"
    | "over_limit"
    | "bad_lines"
    | "unknown_package"
    | "not_open"
    | "past_cut_off"
    | "unknown_home";
  readonly orderId: OrderId | null;
  /** The package that did not fit, and how many of it are left (or the limit). */
  readonly packageVersionId: PackageVersionId | null;
  readonly left: number | null;
  readonly totalFen: number;
};

type Waiting = {
  readonly request: OrderRequest;
  readonly settle: (o: OrderOutcome) => void;
  readonly fail: (e: unknown) => void;
};

/** Larger sets gain little and make the first of them wait. */
const MOST_PER_CALL = 200;
/** Beyond that an honest "busy" beats a wait of many seconds. */
const MOST_WAITING = 5_000;
/** Opens `place_orders` and nothing else: see there. */
export const LANE = "LANE|||||";
const UNIQUE_VIOLATION = "23505";
const SERIALIZATION = new Set([UNIQUE_VIOLATION, "40001", "40P01"]);

/**
 * Collects the orders that arrive while the set before them commits, and places each set with one call of the database
 * function `place_orders`: one flush to disk for many orders. No order waits for a set to fill. Two lanes keep the
 * database busy while the other's answer is on its way; a home's orders always take the same lane.
 */
export class OrderLanes {
  readonly #connection: Pick<ScopedConnection, "sql" | "db">;
  readonly #lanes: { queue: Waiting[]; busy: boolean }[];
  readonly #underWay = new Map<string, Promise<OrderOutcome>>();

  constructor(connection: Pick<ScopedConnection, "sql" | "db">, lanes = 2) {
    this.#connection = connection;
    this.#lanes = Array.from({ length: lanes }, () => ({ queue: [], busy: false }));
  }

  /** How many orders wait for their lane. */
  get waiting(): number {
    return this.#lanes.reduce((n, lane) => n + lane.queue.length, 0);
  }

  /**
   * Places one order; a request with the key of one under way shares its answer, as one that came again.
   * @throws AppError `busy` with the length of the queue when it is full; nothing was taken then
   */
  place(request: OrderRequest): Promise<OrderOutcome> {
    const same = this.#underWay.get(request.key);
    if (same) return same.then((o) => (o.outcome === "placed" ? { ...o, outcome: "replayed" } : o));
    const { waiting } = this;
    if (waiting >= MOST_WAITING) throw new AppError("busy", { waiting });
    const lane = this.#lanes[Number.parseInt(request.householdId.slice(-4), 16) % this.#lanes.length] ?? this.#lanes[0];
    if (!lane) throw new Error("no lanes");
    const answer = new Promise<OrderOutcome>((settle, fail) => lane.queue.push({ request, settle, fail }));
    this.#underWay.set(request.key, answer);
    const forget = () => this.#underWay.delete(request.key);
    answer.then(forget, forget);
    if (!lane.busy) void this.#run(lane);
    return answer;
  }

  async #run(lane: { queue: Waiting[]; busy: boolean }): Promise<void> {
    lane.busy = true;
    // Lets the rest of what has already arrived in this turn of the event loop join the first set.
    await new Promise((next) => setImmediate(next));
    while (lane.queue.length > 0) {
      await this.#answer(takeSet(lane.queue));
    }
    lane.busy = false;
  }

  /**
   * Answers a set. One that fails by what stands in it has written nothing, and is halved until the order that spoils it
   * stands alone and fails alone: nobody pays for a stranger's note.
   */
  async #answer(set: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.#call(set.map((w) => w.request));
      set.forEach((w, i) => {
        const outcome = outcomes[i];
        orderOutcomes.inc({ outcome: outcome?.outcome ?? "bug" });
        if (outcome) w.settle(outcome);
        else w.fail(new Error("an order without an answer"));
      });
    } catch (error) {
      if (set.length === 1 || !isOfContent(error)) {
        for (const w of set) w.fail(error);
        return;
      }
      const half = Math.ceil(set.length / 2);
      await this.#answer(set.slice(0, half));
      await this.#answer(set.slice(half));
    }
  }

  async #call(set: readonly OrderRequest[], attempt = 1): Promise<OrderOutcome[]> {
    const lines = set.flatMap((r, i) => r.lines.map((l) => ({ n: i + 1, ...l })));
    const first = set[0];
    if (!first) return [];
    const { sql, db } = this.#connection;
    try {
      const rows = await sql<
        {
          outcome: OrderOutcome["outcome"];
          order_id: OrderId | null;
          package_version_id: PackageVersionId | null;
          left_over: number | null;
          total_fen: string;
        }[]
      >`SELECT outcome, order_id, package_version_id, left_over, total_fen FROM place_orders(${first.cycleId},
        ${set.map((r) => r.id)}::uuid[], ${set.map((r) => r.key)}::text[], ${set.map((r) => r.householdId)}::uuid[],
        ${set.map((r) => r.userId)}::uuid[], ${set.map((r) => r.role)}::text[], ${set.map((r) => r.channel)}::text[],
        ${set.map((r) => r.note)}::text[], ${set.map((r) => r.pickupCode)}::text[],
        ${lines.map((l) => l.n)}::int[], ${lines.map((l) => l.packageVersionId)}::uuid[],
        ${lines.map((l) => l.wanted)}::int[], ${lines.map((l) => l.acceptUpTo)}::int[], ${db.seal(LANE)}) ORDER BY ord`;
      return rows.map((r) => ({
        outcome: r.outcome,
        orderId: r.order_id,
        packageVersionId: r.package_version_id,
        left: r.left_over,
        totalFen: Number(r.total_fen),
      }));
    } catch (error) {
      // Another process committed the same key or home in between: the second call finds it and answers with it.
      if (attempt < 4 && SERIALIZATION.has((error as { code?: string }).code ?? ""))
        return this.#call(set, attempt + 1);
      throw error;
    }
  }
}

/** Whether a call failed by a value in it (classes 22, 23 and P0 of SQLSTATE), and not by a lock or a lost connection. */
const isOfContent = (error: unknown) => /^(?:22|23|P0)/.test(String((error as { code?: unknown }).code));

/** Takes from the queue's front the orders of one cycle, at most one per home; the others keep their places. */
function takeSet(queue: Waiting[]): Waiting[] {
  const cycle = queue[0]?.request.cycleId;
  const homes = new Set<string>();
  const set: Waiting[] = [];
  const rest: Waiting[] = [];
  for (const w of queue) {
    if (set.length < MOST_PER_CALL && w.request.cycleId === cycle && !homes.has(w.request.householdId)) {
      homes.add(w.request.householdId);
      set.push(w);
    } else rest.push(w);
  }
  queue.splice(0, queue.length, ...rest);
  return set;
}

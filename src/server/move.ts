import { type AnyColumn, and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { GuardName } from "#contract/refusals.ts";
import {
  type ActOf,
  type AnyMachine,
  decide,
  type FactsFor,
  type Refusal,
  type StateOf,
} from "#domain/kernel/machine.ts";
import type { ActTx } from "./act.ts";
import { AppError } from "./app-error.ts";
import type { Life } from "./lives.ts";
import { record } from "./record.ts";

type RowOf<T extends PgTable> = T["$inferSelect"];

/**
 * A row that stayed as it was, and why: refused by its table, or somebody moved it first. `figures` are the numbers that
 * the guards were asked with, for the words on the screen.
 */
export type Refused<R> = {
  readonly row: R;
  readonly refusal: Refusal | { readonly kind: "moved_meanwhile" };
  readonly figures: Readonly<Record<string, number>>;
};
export type Moves<R> = { readonly moved: R[]; readonly refused: Refused<R>[] };

type More<T extends PgTable> = {
  /** Columns that change with the state. */
  readonly set?: Partial<{ readonly [C in keyof RowOf<T>]: RowOf<T>[C] | SQL }>;
  readonly reason?: string | undefined;
  /** What else the event tells. */
  readonly data?: Readonly<Record<string, unknown>>;
};

/**
 * Moves rows, one or a hundred thousand, along their life: each is decided in the core, those that may go are updated
 * where they still are in the state that was read, one event is recorded for each, and the topics of those that moved
 * are told after the act. Read the rows with their keys in this act.
 * @param facts what the guards of `act` ask for, the same for all rows or read off each
 */
export async function move<
  M extends AnyMachine,
  T extends PgTable,
  K extends keyof RowOf<T> & string,
  R extends Pick<RowOf<T>, K>,
  A extends ActOf<M>,
>(
  tx: ActTx,
  life: Life<M, T, K>,
  rows: readonly R[],
  act: A,
  facts: FactsFor<M, A> | ((row: R) => FactsFor<M, A>),
  more: More<T> = {},
): Promise<Moves<R>> {
  const refused: Refused<R>[] = [];
  const ways = new Map<string, { from: StateOf<M>; to: StateOf<M>; rows: R[] }>();
  const factsOf = typeof facts === "function" ? (facts as (row: R) => FactsFor<M, A>) : () => facts;
  for (const row of rows) {
    const from = row[life.state] as StateOf<M>;
    const asked = factsOf(row);
    const to = decide(life.machine, from, act, tx.role, asked);
    if (!to.ok) {
      refused.push({ row, refusal: to.error, figures: figuresOf(asked) });
      continue;
    }
    const way = ways.get(`${from} ${to.value}`) ?? { from, to: to.value, rows: [] };
    ways.set(`${from} ${to.value}`, way);
    way.rows.push(row);
  }
  const moved: R[] = [];
  for (const { from, to, rows: together } of ways.values()) {
    const change = {
      ...more.set,
      ...(life.movedAt ? { [life.movedAt]: tx.at } : {}),
      ...(life.reason && more.reason !== undefined ? { [life.reason]: more.reason } : {}),
      [life.state]: to,
    };
    const gone = await update(tx, life, together, from, change);
    for (const row of together)
      if (gone.has(keyOf(life, row))) moved.push({ ...row, ...change });
      else refused.push({ row, refusal: { kind: "moved_meanwhile" }, figures: {} });
    await record(
      tx,
      together
        .filter((row) => gone.has(keyOf(life, row)))
        .map((row) => ({
          kind: `${life.machine.name}.${act}` as const,
          subjectId: life.subjectOf?.(row) ?? (row[life.id[0] as K] as string),
          cycleId: life.cycleOf?.(row),
          reason: more.reason,
          data: { ...more.data, from, to },
        })),
    );
  }
  tx.tell(moved.flatMap((row) => life.topicsOf(row)));
  return { moved, refused };
}

/**
 * `move` where all rows must go: the first that stays undoes the act.
 * @returns the rows as they are now. @throws AppError `refused` with the domain's reason, `conflict` when one moved meanwhile
 */
export async function moveAll<
  M extends AnyMachine,
  T extends PgTable,
  K extends keyof RowOf<T> & string,
  R extends Pick<RowOf<T>, K>,
  A extends ActOf<M>,
>(
  tx: ActTx,
  life: Life<M, T, K>,
  rows: readonly R[],
  act: A,
  facts: FactsFor<M, A> | ((row: R) => FactsFor<M, A>),
  more: More<T> = {},
): Promise<R[]> {
  const { moved, refused } = await move(tx, life, rows, act, facts, more);
  const [first] = refused;
  if (first?.refusal.kind === "moved_meanwhile") throw new AppError("conflict");
  if (first) throw toAppError(first.refusal, first.figures);
  return moved;
}

/** `moveAll` of one row. */
export async function moveOne<
  M extends AnyMachine,
  T extends PgTable,
  K extends keyof RowOf<T> & string,
  R extends Pick<RowOf<T>, K>,
  A extends ActOf<M>,
>(tx: ActTx, life: Life<M, T, K>, row: R, act: A, facts: FactsFor<M, A>, more: More<T> = {}): Promise<R> {
  const [after] = await moveAll<M, T, K, R, A>(tx, life, [row], act, facts, more);
  if (!after) throw new Error(`one ${life.machine.name} was neither moved nor refused`);
  return after;
}

/** The machines of all lives stand in MACHINES, so that each of their guards is a known one and has its words. */
const toAppError = (refusal: Refusal, figures: Readonly<Record<string, number>>) =>
  new AppError("refused", { ...figures, ...(refusal as Refusal<GuardName>) });

const figuresOf = (facts: unknown): Record<string, number> =>
  Object.fromEntries(Object.entries(facts as object).filter(([, value]) => typeof value === "number"));

type AnyLife = Life<AnyMachine, PgTable, string>;
const keyOf = (life: unknown, row: object): string =>
  (life as AnyLife).id.map((key) => (row as Record<string, unknown>)[key]).join(" ");

/** Ids go in as one array: a statement takes 65,535 parameters and no more. */
function anyOf(column: AnyColumn, values: readonly unknown[]): SQL {
  if (column.getSQLType() !== "uuid") return inArray(column, [...values]);
  return sql`${column} = ANY (${`{${values.join(",")}}`}::uuid[])`;
}

async function update(
  tx: ActTx,
  anyLife: unknown,
  rows: readonly object[],
  from: string,
  change: object,
): Promise<Set<string>> {
  const life = anyLife as AnyLife;
  const columns = life.table as unknown as Record<string, AnyColumn>;
  const column = (name: string) => columns[name] as AnyColumn;
  const value = (row: object, key: string) => (row as Record<string, unknown>)[key];
  const [first, ...others] = life.id;
  const those =
    others.length === 0
      ? anyOf(
          column(first as string),
          rows.map((row) => value(row, first as string)),
        )
      : or(...rows.map((row) => and(...life.id.map((key) => eq(column(key), value(row, key))))));
  const gone = await tx
    .update(life.table)
    .set(change as never)
    .where(and(those, eq(column(life.state), from)))
    .returning(Object.fromEntries(life.id.map((key) => [key, column(key)])) as never);
  return new Set((gone as object[]).map((row) => keyOf(life, row)));
}

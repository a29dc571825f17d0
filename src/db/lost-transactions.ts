import { setTimeout as wait } from "node:timers/promises";
import type { Sql, TransactionSql } from "postgres";
import { oftenAsked } from "./often-asked.ts";
import { isUnreachable } from "./unreachable.ts";

type Work = (tx: TransactionSql) => unknown;

/** A promise that stays open: whoever began the transaction has his answer from the driver already. */
const never = () => new Promise<never>(() => {});

/**
 * Ends a transaction together with its connection. postgres.js 3.4.9 goes on with it: its `rollback` is written to a
 * socket that is no more, which throws where nobody can catch it and leaves the connection unable to open again
 * (github.com/porsager/postgres/issues/1208); and what the work asks next would run outside of any transaction, once
 * the same connection has been opened anew. Covers what drizzle uses: `begin`, `unsafe` and `savepoint`. What a transaction
 * asks often is prepared on the way, as this is where each of its statements comes by.
 */
export function endTransactionsWithConnection(sql: Sql): void {
  const begin = sql.begin.bind(sql) as (work: Work) => Promise<unknown>;
  const isOften = oftenAsked();
  const guarded = (work: Work): Promise<unknown> => {
    let over = false;
    const guard =
      (inner: Work): Work =>
      async (tx) => {
        const { unsafe, savepoint } = tx;
        const ask = ((...args: Parameters<typeof unsafe>) => {
          if (over) throw Object.assign(new Error("the transaction has ended"), { code: "CONNECTION_CLOSED" });
          const [text, params = [], options] = args;
          return unsafe(text, params, { ...options, prepare: isOften(text, params) });
        }) as typeof unsafe;
        const nest = ((nested: Work) => savepoint(guard(nested) as never)) as typeof savepoint;
        try {
          return await inner(Object.assign(tx, { unsafe: ask, savepoint: nest }));
        } catch (error) {
          // A socket tells of its trouble one phase of the event loop before it is closed.
          if (isUnreachable(error)) await wait(1);
          if (over) return never();
          throw error;
        }
      };
    const whole = begin(guard(work));
    const end = () => {
      over = true;
    };
    whole.then(end, end);
    return whole;
  };
  Object.assign(sql, { begin: guarded });
}

import type { City } from "./city.ts";
import { until } from "./until.ts";

/** A link takes events of ended transactions alone, and the other files' cities live on the same server. */
export const everybodyIsPast = (city: City) =>
  until(async () => {
    const [row] = await city.owner.sql<
      { past: boolean }[]
    >`SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint >
        (SELECT max(transaction_id) FROM audit_events) AS past`;
    return row?.past ?? false;
  }, "transactions of other files that began before have ended");

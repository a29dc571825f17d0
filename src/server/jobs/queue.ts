import { PgBoss } from "pg-boss";
import { loginUrl } from "#db/logins.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import type { ImportJob } from "../usecases/city/work-on-import.ts";
import type { DrawJob } from "../usecases/movement/draw-trips.ts";
import type { PlanJob } from "../usecases/movement/solve-plan.ts";

/** Every job by its name, with what it carries. A handler may run twice after a crash: each is written to come to the same. */
export type Jobs = {
  /** What is due by the clock: cycles open, close and finish, zones take effect, claims are handed up. */
  readonly "turn-clock": Record<string, never>;
  readonly "preview-allocation": { readonly cycleId: CycleId; readonly run: number };
  readonly "solve-plan": PlanJob;
  /** Trips drawn along their streets, matrices for the days to come: after every change of plan or closures, and each minute. */
  readonly "follow-roads": DrawJob;
  /** Workbooks of the city compared and taken in: when one is handed in, and each minute for one whose job was never sent. */
  readonly "import-city": ImportJob;
  readonly "link-audit": Record<string, never>;
  readonly "anchor-audit": Record<string, never>;
  readonly "tell-homes": Record<string, never>;
  /** What is kept of people no longer than it has to be. */
  readonly "thin-cycles": Record<string, never>;
  /** The demo's hour goes where it was sent. */
  readonly "go-on": Record<string, never>;
};
export type JobName = keyof Jobs;

type Care = {
  /** A job that hangs for so long is given up and tried again. That its worker was killed is noticed long before. */
  readonly expiresSeconds: number;
  /** At most one of them waits or works: one more that is sent meanwhile is dropped, it would find the same to do. */
  readonly alone?: true;
};
const CARE: Readonly<Record<JobName, Care>> = {
  "turn-clock": { expiresSeconds: 60 },
  "preview-allocation": { expiresSeconds: 300 },
  "solve-plan": { expiresSeconds: 900 },
  "follow-roads": { expiresSeconds: 300 },
  "import-city": { expiresSeconds: 900 },
  "link-audit": { expiresSeconds: 900, alone: true },
  "anchor-audit": { expiresSeconds: 900, alone: true },
  "tell-homes": { expiresSeconds: 900, alone: true },
  "thin-cycles": { expiresSeconds: 900, alone: true },
  "go-on": { expiresSeconds: 900, alone: true },
};
/** A worker that is not heard of for so long is taken for dead, and its job is given to another. */
const HEARTBEAT_SECONDS = 10;
export const JOB_NAMES = Object.keys(CARE) as JobName[];

export type Queue = {
  readonly send: <N extends JobName>(name: N, data: Jobs[N]) => Promise<void>;
  readonly work: <N extends JobName>(name: N, handler: (data: Jobs[N]) => Promise<void>) => Promise<void>;
  readonly everyMinute: (name: JobName) => Promise<void>;
  readonly everyHour: (name: JobName) => Promise<void>;
  /** How many jobs are in which state; what is done stays for a while. */
  readonly counts: () => Promise<
    readonly { readonly labels: { readonly queue: string; readonly state: string }; readonly n: number }[]
  >;
  readonly close: () => Promise<void>;
};

/**
 * Opens the queue, which lives in the database: what was sent is kept until it was done.
 * @param url the owner's. @param key of the database: the queue signs in under a login of its own, which reaches its tables
 * alone. @param works true in the worker alone
 */
export async function openQueue(
  url: string,
  key: string,
  works: boolean,
  onError: (error: unknown) => void,
): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: `${loginUrl(url, key, "baogong_queue")}?options=${encodeURIComponent("-c role=baogong_queue")}`,
    createSchema: false,
    max: works ? 4 : 2,
    supervise: works,
    schedule: works,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 5,
    application_name: `baogong-queue`,
  });
  boss.on("error", onError);
  await boss.start();
  for (const name of JOB_NAMES) {
    const { expiresSeconds, alone } = CARE[name];
    const policy = alone ? "exclusive" : "standard";
    // A queue keeps the policy that it was made with. What a lone job finds to do is in the rows, not in the queue.
    const made = await boss.getQueue(name);
    if (works && made && made.policy !== policy) await boss.deleteQueue(name);
    await boss.createQueue(name, {
      policy,
      retryLimit: 5,
      retryDelay: 2,
      retryBackoff: true,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      expireInSeconds: expiresSeconds,
    });
  }
  return {
    send: async (name, data) => void (await boss.send(name, data)),
    work: async (name, handler) => {
      await boss.work<Jobs[typeof name]>(name, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async (jobs) => {
        for (const job of jobs) await handler(job.data);
      });
    },
    everyMinute: (name) => boss.schedule(name, "* * * * *", {}),
    everyHour: (name) => boss.schedule(name, "17 * * * *", {}),
    counts: async () => {
      const { rows } = await boss
        .getDb()
        .executeSql("SELECT name, state::text AS state, count(*)::int AS n FROM pgboss.job GROUP BY 1, 2");
      return (rows as { name: string; state: string; n: number }[]).map(({ name, state, n }) => ({
        labels: { queue: name, state },
        n,
      }));
    },
    close: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
}

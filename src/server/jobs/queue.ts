import { PgBoss } from "pg-boss";
import type { CycleId } from "#domain/kernel/ids.ts";
import type { DrawJob } from "../usecases/movement/draw-trips.ts";
import type { PlanJob } from "../usecases/movement/solve-plan.ts";
import type { ImportJob } from "../usecases/places/work-on-import.ts";

/** Every job by its name, with what it carries. A handler may run twice after a crash: each is written to come to the same. */
export type Jobs = {
  /** What is due by the clock: cycles open, close and finish, zones take effect, claims are handed up. */
  readonly "turn-clock": Record<string, never>;
  readonly "preview-allocation": { readonly cycleId: CycleId; readonly run: number };
  readonly "solve-plan": PlanJob;
  /** Trips drawn along their streets, matrices for the days to come: after every change of plan or closures, and each minute. */
  readonly "follow-roads": DrawJob;
  /** Lists of places looked at and taken in: when one is handed in, and each minute for one whose job was never sent. */
  readonly "import-places": ImportJob;
  readonly "link-audit": Record<string, never>;
  readonly "tell-homes": Record<string, never>;
};
export type JobName = keyof Jobs;

/** A job whose worker was killed is taken up again after these seconds. */
const EXPIRES_SECONDS: Readonly<Record<JobName, number>> = {
  "turn-clock": 60,
  "preview-allocation": 300,
  "solve-plan": 900,
  "follow-roads": 300,
  "import-places": 900,
  "link-audit": 60,
  "tell-homes": 120,
};
/** A worker that is not heard of for so long is taken for dead, and its job is given to another. */
const HEARTBEAT_SECONDS = 10;
export const JOB_NAMES = Object.keys(EXPIRES_SECONDS) as JobName[];

export type Queue = {
  readonly send: <N extends JobName>(name: N, data: Jobs[N], options?: { startAfterSeconds?: number }) => Promise<void>;
  readonly work: <N extends JobName>(name: N, handler: (data: Jobs[N]) => Promise<void>) => Promise<void>;
  readonly everyMinute: (name: JobName) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Opens the queue, which lives in the database: what was sent is kept until it was done. `works` is true in the worker alone. */
export async function openQueue(url: string, works: boolean, onError: (error: unknown) => void): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: url,
    max: works ? 4 : 2,
    supervise: works,
    schedule: works,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 5,
    application_name: `baogong-queue`,
  });
  boss.on("error", onError);
  await boss.start();
  for (const name of JOB_NAMES)
    await boss.createQueue(name, {
      retryLimit: 5,
      retryDelay: 2,
      retryBackoff: true,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      expireInSeconds: EXPIRES_SECONDS[name],
    });
  return {
    send: async (name, data, options) => {
      await boss.send(name, data, options?.startAfterSeconds ? { startAfter: options.startAfterSeconds } : {});
    },
    work: async (name, handler) => {
      await boss.work<Jobs[typeof name]>(name, { pollingIntervalSeconds: 0.5, batchSize: 1 }, async (jobs) => {
        for (const job of jobs) await handler(job.data);
      });
    },
    everyMinute: (name) => boss.schedule(name, "* * * * *", {}),
    close: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
}

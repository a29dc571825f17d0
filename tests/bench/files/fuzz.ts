import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { DOORS } from "./doors.ts";

/**
 * Extracts, feeds, spreadsheets and problems with something wrong in them, until the time is up: `npm run fuzz:files --
 * --minutes 10 [--door extract] [--seed 1]`. Each must be taken or refused in words, within its time; the first that
 * crashes, hangs or gives a wrong answer ends the run and is named by door and seed.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
    door: { type: "string", multiple: true },
  },
});
/** A worker that says nothing for so long hangs. Most answer within milliseconds. */
const HANGS_MS = 30_000;
const HEAP_MB = 1024;

type Answer = { kind: "taken" } | { kind: "refused" } | { kind: "fault"; words: string };

const folder = mkdtempSync(join(tmpdir(), "baogong-fuzz-"));
const worker = new Worker(new URL("./fuzz-worker.ts", import.meta.url), {
  workerData: { folder: join(folder, "door") },
  resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
});
let answered: (answer: Answer) => void = () => {};
worker.on("message", (answer: Answer) => answered(answer));
worker.on("error", (error) => answered({ kind: "fault", words: String(error) }));
worker.on("exit", (code) => answered({ kind: "fault", words: `the worker ended with code ${code}` }));
const doors = values.door ?? Object.keys(DOORS);
const counts = new Map(doors.map((door) => [door, { taken: 0, refused: 0, slowestMs: 0 }]));
const until = performance.now() + Number(values.minutes) * 60_000;
let fault: string | undefined;
for (let seed = Number(values.seed); fault === undefined && performance.now() < until; seed += 1)
  for (const door of doors) {
    const started = performance.now();
    const answer = await ask(door, seed);
    const count = counts.get(door)!;
    count.slowestMs = Math.max(count.slowestMs, Math.round(performance.now() - started));
    if (answer.kind === "fault") {
      fault = `--door ${door} --seed ${seed}: ${answer.words}`;
      break;
    }
    count[answer.kind] += 1;
  }
await worker.terminate();
rmSync(folder, { recursive: true, force: true });
for (const [door, count] of counts)
  console.log(`${door}: ${count.taken} taken, ${count.refused} refused, the slowest ${count.slowestMs} ms`);
if (fault) console.error(fault);
process.exitCode = fault ? 1 : 0;

function ask(door: string, seed: number): Promise<Answer> {
  return new Promise((done) => {
    const late = setTimeout(
      () => answered({ kind: "fault", words: `no answer within ${HANGS_MS / 1000} s` }),
      HANGS_MS,
    );
    answered = (answer) => {
      clearTimeout(late);
      done(answer);
    };
    worker.postMessage({ door, seed });
  });
}

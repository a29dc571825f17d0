import { parentPort, workerData } from "node:worker_threads";
import { RoadDataError } from "../../../src/roads/road-data-error.ts";
import { AppError } from "../../../src/server/app-error.ts";
import { clean, DOORS } from "./doors.ts";

/** Does what it is told, one door and seed at a time; a refusal of the product's own is an answer like any other. */
const { folder } = workerData as { folder: string };

parentPort?.on("message", async ({ door, seed }: { door: string; seed: number }) => {
  try {
    clean(folder);
    const answer = await DOORS[door]!(seed, folder);
    parentPort?.postMessage(typeof answer === "string" ? { kind: answer } : { kind: "fault", words: answer.fault });
  } catch (error) {
    const known = error instanceof RoadDataError || error instanceof AppError;
    parentPort?.postMessage(
      known ? { kind: "refused" } : { kind: "fault", words: (error as Error)?.stack ?? String(error) },
    );
  }
});

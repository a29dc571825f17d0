import { readFileSync } from "node:fs";

/** What a process has used of processors so far, in seconds: user and system, of Linux' 100 ticks. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

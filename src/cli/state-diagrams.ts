/** Rewrites the state diagrams of docs/lives.md from the tables in src/domain; run it after a table has changed. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { STATES_BEGIN, STATES_END, withStateDiagrams } from "../domain/machines.ts";

const lives = new URL("../../docs/lives.md", import.meta.url);
const page = existsSync(lives) ? withStateDiagrams(readFileSync(lives, "utf8")) : undefined;
if (page === undefined) {
  console.error(
    `docs/lives.md needs the lines ${STATES_BEGIN} and ${STATES_END}, in this order: the diagrams go between.`,
  );
  process.exitCode = 1;
} else writeFileSync(lives, page);

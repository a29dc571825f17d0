import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parseGroupList } from "../domain/group-list/parse-group-list.ts";
import { parseContext } from "./jielong/context-schema.ts";
import { listJson } from "./jielong/to-json.ts";

const USAGE = "npm run --silent jielong -- --context context.json < list.txt";

const { values } = parseArgs({ options: { context: { type: "string" } } });
const ctx = parseContext(JSON.parse(readFileSync(values.context ?? "", "utf8")));
if (!ctx.ok) {
  console.error(ctx.error, USAGE);
  process.exit(2);
}
process.stdout.write(`${JSON.stringify(listJson(parseGroupList(readFileSync(0, "utf8"), ctx.value)), null, 1)}\n`);

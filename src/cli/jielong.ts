import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { compareLists } from "../domain/group-list/compare-lists.ts";
import { isHeld } from "../domain/group-list/flags.ts";
import { type GroupList, parseGroupList } from "../domain/group-list/parse-group-list.ts";
import { writeOpening, writeQuestions, writeReply } from "../domain/group-list/write-list.ts";
import { listWords, reasonWords } from "../messages/list-words.ts";
import { LOCALES } from "../messages/locale.ts";
import { parseContext } from "./jielong/context-schema.ts";
import { listJson, orderJson } from "./jielong/to-json.ts";

/** Reads a group list (接龙) without the web: the chat on standard input, orders as JSON on standard output. */
const HELP = `npm run --silent jielong -- --context context.json [options] < list.txt
  --since FILE     an earlier paste of the list: also say what is new, changed and gone
  --reply          print text to paste back instead: what each home ordered and owes, then what must be asked
  --open TITLE     print the opening of a new list instead; reads no list
  --lang zh-CN     words of reasons and replies: zh-CN or en
  --length 2000    most signs of one message of a reply`;

process.exitCode = run();

/** Exit codes: 0 read, 2 the call or the context cannot be read. */
function run(): number {
  const args = readArgs();
  if (typeof args === "string") return refuse(args);
  const { values } = args;
  if (values.help) return say(HELP);
  if (values.context === undefined) return refuse(`--context is missing: ${HELP.split("\n")[0]}`);
  const length = Number(values.length);
  if (!Number.isInteger(length) || length < 20) return refuse("--length takes a whole number, 20 or more");
  const locale = LOCALES.find((l) => l === values.lang);
  if (!locale) return refuse(`--lang takes zh-CN or en, not "${values.lang}"`);
  const raw = readText(values.context);
  if (raw === undefined) return refuse(`${values.context}: cannot be read`);
  const json = toJson(raw);
  if (json === undefined) return refuse(`${values.context}: not JSON`);
  const ctx = parseContext(json);
  if (!ctx.ok) return refuse(`${values.context}: ${ctx.error}`);
  const words = listWords(locale);
  if (values.open !== undefined) return say(writeOpening(values.open, ctx.value.items, words));
  const earlier = values.since === undefined ? undefined : readText(values.since);
  if (values.since !== undefined && earlier === undefined) return refuse(`${values.since}: cannot be read`);
  const text = readText(0);
  if (text === undefined) return refuse("the list cannot be read from standard input");
  const list = parseGroupList(text, ctx.value);
  if (values.reply) {
    const price = (code: string) => ctx.value.items.find((i) => i.code === code)?.priceFen;
    const why = reasonWords(locale);
    const ask = writeQuestions(
      list.orders,
      (o) =>
        o.reasons
          .filter((r) => isHeld([r]))
          .map(why)
          .join("; "),
      words,
      length,
    );
    return say([...writeReply(list.orders, price, words, length), ...ask].join("\n\n"));
  }
  const since = earlier === undefined ? {} : { since: changes(parseGroupList(earlier, ctx.value), list) };
  return say(JSON.stringify({ ...listJson(list), ...since }, null, 1));
}

function changes(before: GroupList, after: GroupList) {
  return compareLists(before.orders, after.orders).map((c) => ({
    change: c.kind,
    ...(c.kind === "gone" ? {} : { order: orderJson(c.order) }),
    ...(c.kind === "new" ? {} : { before: orderJson(c.before) }),
  }));
}

function readArgs() {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({
      options: {
        context: text,
        since: text,
        open: text,
        reply: flag,
        help: flag,
        lang: { ...text, default: LOCALES[0] },
        length: { ...text, default: "2000" },
      },
    });
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  }
}

function readText(file: string | number): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function refuse(line: string): number {
  process.stderr.write(`${line}\n`);
  return 2;
}

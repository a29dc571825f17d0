import fc from "fast-check";
import { expect, test } from "vitest";
import { parseGroupList } from "../../../../src/domain/group-list/parse-group-list.ts";
import {
  splitMessages,
  writeOpening,
  writeQuestions,
  writeReply,
} from "../../../../src/domain/group-list/write-list.ts";
import { writeUnheard } from "../../../../src/domain/group-list/write-unheard.ts";
import { listWords } from "../../../../src/messages/list-words.ts";
import { grid } from "./grid.ts";

const words = listWords("zh-CN");
const price = (code: string) => grid.items.find((i) => i.code === code)?.priceFen;

test("an opening says codes, prices and limits, and reads back as a list without orders", () => {
  const text = writeOpening("明天蔬菜", grid.items, words);
  expect(text.split("\n").slice(0, 3)).toEqual(["#接龙", "明天蔬菜", "A 蔬菜包 50元 每户限2份"]);
  expect(parseGroupList(text, grid).orders).toEqual([]);
});

test("a reply says by building what each home ordered and owes, with names masked and without notes or phones", () => {
  const { orders } = parseGroupList(
    "1. 10-1-302 林女士 A1 电话13812345678\n2. 3-2-401 王五 A2 B1 糖尿病\n3. 阿强 1份\n4. 3-1-101 陈 取消",
    grid,
  );
  expect(writeReply(orders, price, words, 500)).toEqual([
    "【3】1户\n3-2-401 王* A2 B1 180元\n【10】1户\n10-1-302 林* A1 50元",
  ]);
});

test("what is in doubt is asked, by door or masked name", () => {
  const { orders } = parseGroupList("1. 3-2-401 3份\n2. 阿强 1份", grid);
  expect(writeQuestions(orders, (o) => o.reasons.map((r) => r.flag).join(), words, 500)).toEqual([
    "3-2-401：OVER_LIMIT\n阿*：NO_ADDRESS",
  ]);
});

test("who has not answered is asked for by building and door, with names masked and in pieces that the app takes", () => {
  const homes = Array.from({ length: 40 }, (_, i) => ({
    building: i < 20 ? "3栋" : "5栋",
    door: `${i < 20 ? 3 : 5}-1-${101 + i}`,
    name: i % 2 ? "林秀英" : null,
  }));
  const pieces = writeUnheard(homes, "今天20:00", words, 200);
  const all = pieces.join("\n");
  expect(all.split("\n").slice(0, 3)).toEqual([
    "还有 40 户没有回音。今天20:00前要订的请接龙，不订的也请说一声：",
    "【3栋】20户",
    "3-1-101、3-1-102 林*、3-1-103、3-1-104 林*、3-1-105、3-1-106 林*",
  ]);
  for (const piece of pieces) expect([...piece].length).toBeLessThanOrEqual(200);
  for (const { door } of homes) expect(all.split(door)).toHaveLength(2);
  expect(all).not.toContain("秀英");
  expect(writeUnheard([], "今天", words, 200)).toEqual([]);
});

test("messages keep within their length, and together they are the lines", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "grapheme", maxLength: 30 }).filter((s) => !s.includes("\n"))),
      fc.integer({ min: 20, max: 80 }),
      (lines, most) => {
        const messages = splitMessages(lines, most);
        for (const m of messages) expect([...m].length).toBeLessThanOrEqual(most);
        expect(messages.join("").replaceAll("\n", "")).toBe(lines.join(""));
      },
    ),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { parseGroupList } from "../../../../src/domain/group-list/parse-group-list.ts";
import {
  splitMessages,
  writeOpening,
  writeQuestions,
  writeReply,
} from "../../../../src/domain/group-list/write-list.ts";
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

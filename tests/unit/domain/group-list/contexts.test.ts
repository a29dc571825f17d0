import { expect, test } from "vitest";
import type { ListContext } from "../../../../src/domain/group-list/context.ts";
import { parseGroupList } from "../../../../src/domain/group-list/parse-group-list.ts";
import { gists } from "./gist.ts";
import { grid } from "./grid.ts";

const village: ListContext = { ...grid, buildings: [], village: { group: "G2" } };

test("a village's homes are families of a group; another group's family is asked about", () => {
  const text =
    "#接龙\n溪边村二组 明早送 A蔬菜包 D米面油\n\n1. 二组 丁阿明 D1\n2. 第2小组丁三一份\n3. G2 丁秀英家 A2 放门口\n4. 三组 丁国强 A1\n5. 丁阿福 A1\n6. 二组 A1";
  expect(gists(text, village)).toEqual([
    "G2:丁阿明 D1",
    "G2:丁三 A1",
    "G2:丁秀英 A2 NOTE",
    "G3:丁国强 A1 OTHER_GROUP",
    "? A1 NO_ADDRESS",
    "?二组 A1 INCOMPLETE_ADDRESS",
  ]);
});

test("half a name, a nickname and a second family without its group are asked about", () => {
  expect(gists("1. 二组 丁 A1\n2. 二组 老丁 A1\n3. 二组 丁阿明、丁阿福各A1\n4. 二组 丁秀英(老林) A1", village)).toEqual(
    [
      "?二组 丁 A1 INCOMPLETE_ADDRESS",
      "?二组 老丁 A1 AMBIGUOUS_ADDRESS",
      "G2:丁阿明 A1 FREE_TEXT_REQUEST",
      "G2:丁秀英 A1",
    ],
  );
});

test("a family that the village does not know is asked about", () => {
  const known: ListContext = { ...village, village: { group: "G2", families: { G2: ["丁阿明", "丁代明"] } } };
  expect(gists("1. 二组 丁代明 A1\n2. 二组 丁阿民 A1", known)).toEqual([
    "G2:丁代明 A1",
    "?二组 丁阿民 A1 AMBIGUOUS_ADDRESS",
  ]);
});

test("where a building has one unit, building and room are a whole address", () => {
  const small: ListContext = {
    ...grid,
    buildings: [
      { id: "7", units: ["1"], floors: 6 },
      { id: "8", units: ["1", "2"], floors: 6 },
    ],
  };
  expect(gists("1. 7-302 1份\n2. 7栋303 2份\n3. 8-302 1份\n4. 7-801 1份", small)).toEqual([
    "7-1-302 A1",
    "7-1-303 A2",
    "?8-302 A1 AMBIGUOUS_ADDRESS",
    "?7-801 A1 FLOOR_OUT_OF_RANGE",
  ]);
});

test("where every door is known, a room that is none of them is asked about", () => {
  const known: ListContext = {
    ...grid,
    buildings: [{ id: "3", units: ["1"], floors: 6, rooms: new Set(["1-301", "1-302"]) }],
  };
  expect(gists("1. 3-1-301 1份\n2. 3-1-303 1份", known)).toEqual(["3-1-301 A1", "?3-1-303 A1 AMBIGUOUS_ADDRESS"]);
});

test("buildings with letters are buildings, and codes stay codes", () => {
  const lettered: ListContext = { ...grid, buildings: [{ id: "A", units: ["1", "2"], floors: 9 }] };
  expect(gists("1. A栋2单元301 A1\n2. A-1-302 2份\n3. B栋1单元301 1份", lettered)).toEqual([
    "A-2-301 A1",
    "A-1-302 A2",
    "?B栋1单元301 A1 UNKNOWN_BUILDING",
  ]);
});

test("a home that already ordered in this cycle is a duplicate, with both readings to choose from", () => {
  const ordered: ListContext = { ...grid, standing: { "3-1-101": { A: 1 } } };
  const [order] = parseGroupList("1. 3-1-101 2份", ordered).orders;
  expect(order).toMatchObject({ household: "3-1-101", items: {}, held: true, candidates: [{ A: 1 }, { A: 2 }] });
});

test("the usual comes with what the home had last time", () => {
  const [order] = parseGroupList("1. 5-1-303 老样子", grid).orders;
  expect(order).toMatchObject({ household: "5-1-303", items: {}, held: true, candidates: [{ A: 2 }] });
});

test("a list without a default package leaves a bare number open", () => {
  const { defaultItem: _, ...open } = grid;
  expect(gists("1. 3-1-101 1份\n2. 3-1-102 B1\n3. 3-1-103 林女士", open)).toEqual([
    "3-1-101 - UNKNOWN_ITEM",
    "3-1-102 B1",
    "3-1-103 - UNKNOWN_ITEM DEFAULT_QTY_1",
  ]);
});

test("an order names the lines it stands in, with offsets into the raw text", () => {
  const text = "#接龙\r\n蔬菜包\r\n\r\n1. 3-1-101\r\n林女士 1份\r\n2. 3-1-102 2份\r\n3. 3-1-102 取消";
  const { orders } = parseGroupList(text, grid);
  const said = orders.map((o) => o.spans.map((s) => [s.line, s.endLine, text.slice(s.start, s.end)]));
  expect(said).toEqual([
    [[4, 5, "1. 3-1-101\r\n林女士 1份"]],
    [
      [6, 6, "2. 3-1-102 2份"],
      [7, 7, "3. 3-1-102 取消"],
    ],
  ]);
});

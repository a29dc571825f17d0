import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { translator } from "../../../src/messages/catalogue.ts";
import { checkPlaces } from "../../../src/server/usecases/places/check-places.ts";
import { readPlaceFile } from "../../../src/server/usecases/places/read-place-file.ts";

const GOOD: Record<string, string> = {
  place_id: "N1",
  place_type: "community",
  name_zh: "浮桥社区",
  name_en: "Fuqiao Community",
  subdistrict_zh: "浮桥街道",
  subdistrict_en: "Fuqiao Subdistrict",
  district_zh: "鲤城区",
  code12: "350502001009",
  lat: "24.9049",
  lng: "118.578",
  coord_quality: "source_point",
  demo_households: "90",
  demo_elderly_alone: "4",
  demo_no_smartphone_households: "6",
  demo_grids: "2",
  demo_buildings: "3",
  demo_gate_window: "07:30-11:30",
  demo_bus_accessible: "yes",
  demo_transfer_mode: "",
};
type Wish = Partial<Record<string, string>>;
const text = (rows: readonly Wish[], sign = ",") =>
  [Object.keys(GOOD), ...rows.map((wish) => Object.keys(GOOD).map((column) => wish[column] ?? GOOD[column]))]
    .map((cells) => cells.join(sign))
    .join("\r\n");
const asked = async (name: string, bytes: Uint8Array) => checkPlaces(await readPlaceFile({ name, bytes }));
const mistakes = async (...rows: Wish[]) => {
  const { mistakes: found } = await asked("a.csv", strToU8(text(rows)));
  return found.map(({ line, column, kind }) => `${line} ${column} ${kind}`);
};

describe("a cell is taken for what it is", () => {
  test.each<[string, Wish, string]>([
    ["a minute that no clock has", { demo_gate_window: "07:75-11:30" }, "2 demo_gate_window window"],
    ["an hour that no day has", { demo_gate_window: "07:30-25:00" }, "2 demo_gate_window window_order"],
    ["a NUL in a name", { name_zh: "金\u0000山" }, "2 name_zh hidden"],
    ["a mark that turns the writing round", { name_en: "Fu\u202eqiao" }, "2 name_en hidden"],
    ["a sign that no decoder knew", { district_zh: "鲤\uFFFD区" }, "2 district_zh hidden"],
    ["a control sign where nothing need stand", { demo_transfer_mode: "ca\u0007rt" }, "2 demo_transfer_mode hidden"],
    ["an error of the spreadsheet", { name_zh: "#REF!" }, "2 name_zh error"],
    ["a formula", { name_zh: "=A1" }, "2 name_zh formula"],
    ["a number cut short", { place_id: "3.50502E+11" }, "2 place_id scientific"],
    ["nothing but a zero-width space", { place_id: "\u200b" }, "2 place_id words"],
    ["degrees north beyond the pole", { lat: "118.578", lng: "24.9049" }, "2 lat lat_range"],
    ["a point at 0, 0", { lat: "0", lng: "0" }, "2 lat, lng far_away"],
    ["a comma of its own", { name_zh: "浮桥,社区", demo_transfer_mode: "cart" }, "2 demo_transfer_mode cells"],
    ["half a home", { demo_households: "90.5" }, "2 demo_households whole"],
  ])("%s is named", async (_, wish, expected) => {
    expect(await mistakes(wish)).toContain(expected);
  });

  test.each<[string, string]>([
    ["with a zero-width space", "N1\u200b"],
    ["in small letters", "n1"],
    ["in full width", "Ｎ１"],
    ["with a space inside", "N 1"],
  ])("a code is the same %s", async (_, place_id) => {
    expect(await mistakes({}, { place_id })).toEqual(["3 place_id twice"]);
  });

  test("a point far from all others is named, and the others are not", async () => {
    const rows = [{}, { place_id: "N2" }, { place_id: "N3", lat: "39.9", lng: "116.4" }, { place_id: "N4" }];
    expect(await mistakes(...rows)).toEqual(["4 lat, lng far_away"]);
  });

  test("a quote inside a name stands", async () => {
    expect(await mistakes({ name_zh: '浮"桥"社区' })).toEqual([]);
  });
});

describe("a file is read whatever wrote it", () => {
  test.each<[string, Uint8Array]>([
    ["UTF-8", strToU8(text([{}]))],
    ["UTF-8 with a mark", strToU8(`\uFEFF${text([{}])}`)],
    [
      "UTF-16",
      Uint8Array.from([
        255,
        254,
        ...new Uint8Array(Uint16Array.from([...text([{}])].map((c) => c.charCodeAt(0))).buffer),
      ]),
    ],
    ["semicolons", strToU8(text([{}], ";"))],
    ["tabs", strToU8(text([{}], "\t"))],
    ["no-break and wide spaces around", strToU8(text([{ name_zh: "\u00a0浮桥社区\u3000" }]))],
  ])("%s", async (_, bytes) => {
    const { good, mistakes: found } = await asked("a.csv", bytes);
    expect([found, good.map(({ name_zh }) => name_zh)]).toEqual([[], ["浮桥社区"]]);
  });

  test("GB 18030", async () => {
    // 鲤城区 and 㐀区, a sign that GBK does not have.
    const gb = [0xc0, 0xf0, 0xb3, 0xc7, 0xc7, 0xf8];
    const four = [0x81, 0x39, 0xee, 0x39, 0xc7, 0xf8];
    const ascii = { name_zh: "a", subdistrict_zh: "b" };
    const [before, after] = text([{ ...ascii, district_zh: "@" }]).split("@") as [string, string];
    for (const [bytes, name] of [
      [gb, "鲤城区"],
      [four, "㐀区"],
    ] as const) {
      const { good } = await asked("a.csv", Uint8Array.from([...strToU8(before), ...bytes, ...strToU8(after)]));
      expect(good[0]?.district_zh).toBe(name);
    }
  });
});

describe("a workbook", () => {
  const BOOK = {
    "xl/workbook.xml":
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml":
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
  };
  /** @param odd cells of the row as they stand in the file, in place of text */
  function book(odd: Readonly<Record<string, string>>): Uint8Array {
    const columns = Object.keys(GOOD);
    const cell = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
    const letter = (i: number) => String.fromCharCode(65 + i);
    const head = columns.map((name, i) => cell(`${letter(i)}1`, name)).join("");
    const row = columns
      .map((name, i) => odd[name]?.replace("<c", `<c r="${letter(i)}2"`) ?? cell(`${letter(i)}2`, GOOD[name] ?? ""))
      .join("");
    const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">${head}</row><row r="2">${row}</row></sheetData></worksheet>`;
    const parts = Object.entries({ ...BOOK, "xl/worksheets/sheet1.xml": sheet });
    return zipSync(Object.fromEntries(parts.map(([name, part]) => [name, strToU8(part)])));
  }
  const found = async (odd: Readonly<Record<string, string>>) =>
    (await asked("a.xlsx", book(odd))).mistakes.map(({ line, column, kind }) => `${line} ${column} ${kind}`);

  test.each([
    ["is right", {}, []],
    ["holds numbers", { lat: "<c><v>24.904900000000001</v></c>", demo_grids: "<c><v>2</v></c>" }, []],
    ["has a date for a code", { place_id: '<c s="1"><v>44621</v></c>' }, ["2 place_id date"]],
    ["has a date where nobody looks", { code12: '<c s="1"><v>44621</v></c>' }, []],
    ["shows an error", { subdistrict_zh: '<c t="e"><v>#REF!</v></c>' }, ["2 subdistrict_zh error"]],
    ["has a formula without a result", { demo_transfer_mode: "<c><f>A1</f></c>" }, ["2 demo_transfer_mode error"]],
    ["has a formula with its result", { demo_grids: "<c><f>1+1</f><v>2</v></c>" }, []],
  ])("%s", async (_, odd, expected) => {
    expect(await found(odd as Record<string, string>)).toEqual(expected);
  });
});

test("every kind of mistake has words in both languages", async () => {
  const kinds = ["date", "error", "formula", "scientific", "hidden", "cells", "far_away"] as const;
  for (const language of ["zh-CN", "en"] as const) {
    const t = translator(language, "places");
    expect(new Set(kinds.map((kind) => t(`mistake.${kind}`))).size).toBe(kinds.length);
  }
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { NOTE_ORDERS } from "../../../src/contract/papers.ts";
import { persons } from "../../../src/db/schema/index.ts";
import { maskName } from "../../../src/domain/places/masking.ts";
import { translator } from "../../../src/messages/catalogue.ts";
import { openPapers, type Papers } from "../../../src/server/papers/papers.ts";
import { MISSING, replaceMissing } from "../../../src/server/papers/replace-missing.ts";
import { getNotes } from "../../../src/server/views/grid/get-notes.ts";
import { notesDocument } from "../../../src/ui/papers/notes-document.ts";
import { notesTable } from "../../../src/ui/papers/notes-table.ts";
import { allocate, aStore, freezeAll } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { livesIn } from "../../support/lives-in.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

let city: City;
let papers: Papers;
beforeEach(async () => {
  city = await aCity();
  papers = openPapers();
});
afterEach(async () => {
  await papers.close();
  await city.close();
});

const grid = () => city.places[0].grids[0];
const home = (i: number) => grid().homes[i]!;
const worker = () => city.workerOf(grid());
const [t, common] = [translator("zh-CN", "papers"), translator("zh-CN", "common")];

test("notes hold what the grid's own homes want, and after sharing out their bags by number; of names the first character", async () => {
  await livesIn(city, home(0));
  const [me] = await city.owner.db.select().from(persons);
  await anOrder(city, home(0), { lines: { A: 2, B: 1 } });
  await anOrder(city, home(1), { lines: { A: 1 } });
  await anOrder(city, home(2), { state: "cancelled", lines: { A: 3 } });
  await anOrder(city, city.places[1].grids[0].homes[0]!, { lines: { A: 2 } });
  const before = await getNotes(worker());
  const masked = maskName(me!.name);
  expect(before.lines.map((l) => [l.letter, l.bags, l.numbers, l.who])).toEqual([
    ["A", 2, [], masked],
    ["B", 1, [], masked],
    ["A", 1, [], expect.stringMatching(/^.\*$/)],
  ]);
  expect(JSON.stringify(before)).not.toContain(me!.name);

  await aStore(city, { A: 4, B: 5 });
  await freezeAll(city);
  await allocate(city);
  const after = await getNotes(worker());
  expect(after.checksum).not.toBeNull();
  for (const l of after.lines) expect(l.numbers).toHaveLength(l.bags);
  const numbers = after.lines.flatMap((l) => l.numbers);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test("every way of sorting is drawn on A4 and on a receipt, and comes as a table with the same bags", async () => {
  await anOrder(city, home(0), { lines: { A: 2, B: 1 } });
  await anOrder(city, home(1), { lines: { A: 1 } });
  const view = await getNotes(worker());
  for (const order of NOTE_ORDERS) {
    for (const paper of ["a4", "roll"] as const) {
      const input = { order, names: "hidden", paper } as const;
      const document = notesDocument(view, "http://localhost/g/doors", { t, common, locale: "zh-CN", input });
      const pdf = await papers.draw({ document, page: "{n}/{total}", missing: t("missing") });
      expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe("%PDF-");
      expect(
        Buffer.from(pdf)
          .toString("latin1")
          .match(/\/Type \/Page\b/g),
      ).toHaveLength(1);
    }
    const [heads = [], ...rows] = notesTable(view, { order, names: "hidden" }, t, "zh-CN");
    expect(heads).not.toContain(t("who"));
    const at = heads.indexOf(t("bags"));
    expect(order === "label" ? rows.length : rows.reduce((n, r) => n + Number(r[at]), 0)).toBe(4);
  }
});

test("labels come on sheets of 24 and of 10, the first of them saying what the others are of; other notes come on A4 then", async () => {
  for (let i = 0; i < 5; i++) await anOrder(city, home(i), { lines: { A: 2, B: 1 } });
  const view = await getNotes(worker());
  const draw = async (order: "door" | "label", paper: "labels_24" | "labels_10") => {
    const input = { order, names: "masked", paper } as const;
    const document = notesDocument(view, "http://localhost/g/doors", { t, common, locale: "zh-CN", input });
    const pdf = await papers.draw({ document, page: "{n}/{total}", missing: t("missing") });
    const pages = Buffer.from(pdf)
      .toString("latin1")
      .match(/\/Type \/Page\b/g);
    return { pages: pages?.length, content: document.content.length };
  };
  expect(await draw("label", "labels_24")).toEqual({ pages: 1, content: 16 });
  expect(await draw("label", "labels_10")).toEqual({ pages: 2, content: 16 });
  expect((await draw("door", "labels_24")).pages).toBe(1);
});

test("a grid without orders has no notes, and a document that cannot be drawn leaves the thread to the next", async () => {
  expect((await getNotes(worker())).lines).toEqual([]);
  const bad = { content: [{ qr: { not: "a text" } }], defaultStyle: { font: "Nobody" } };
  await expect(papers.draw({ document: bad, page: "", missing: "" })).rejects.toThrow();
  const good = { content: ["好"], defaultStyle: { font: "Noto" }, pageSize: "A4" };
  expect((await papers.draw({ document: good, page: "{n}", missing: "" })).length).toBeGreaterThan(1000);
});

test("a character that the typeface lacks is written as one that everybody sees, and said", () => {
  const has = (c: number) => c < 0x10000;
  const given = { content: [{ text: "𠮷*" }, { columns: ["黄*", 3] }], pageMargins: 28 };
  expect(replaceMissing(given, has)).toEqual({
    document: { content: [{ text: `${MISSING}*` }, { columns: ["黄*", 3] }], pageMargins: 28 },
    missing: true,
  });
  expect(replaceMissing({ content: ["黄"] }, has).missing).toBe(false);
});

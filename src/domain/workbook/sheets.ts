import type { Choice, Column, SheetColumns } from "./column.ts";
import { OFFER_SHEETS } from "./offer-sheets.ts";
import { PLACE_SHEETS } from "./place-sheets.ts";
import { SUPPLY_SHEETS } from "./supply-sheets.ts";

const ROLES: readonly Choice[] = [
  { key: "GW", called: { "zh-CN": "网格员", en: "GW" } },
  { key: "COM", called: { "zh-CN": "社区专员", en: "COM" } },
  { key: "SUP", called: { "zh-CN": "拣货员", en: "SUP" } },
  { key: "SUPM", called: { "zh-CN": "超市经理", en: "SUPM" } },
  { key: "DIS", called: { "zh-CN": "调度", en: "DIS" } },
  { key: "DRV", called: { "zh-CN": "司机", en: "DRV" } },
  { key: "DEP", called: { "zh-CN": "场站", en: "DEP" } },
  { key: "DESK", called: { "zh-CN": "物资保障组", en: "DESK" } },
  { key: "AUD", called: { "zh-CN": "审计", en: "AUD" } },
];

/** 人员: one row for each role that somebody holds somewhere. */
const staff: SheetColumns = {
  called: { "zh-CN": "人员", en: "staff" },
  names: ["username", "role", "place", "grid", "store", "depot"],
  columns: [
    {
      key: "username",
      called: { "zh-CN": "账号", en: "username" },
      kind: "code",
      needed: true,
      most: 30,
      example: { "zh-CN": "chen.meizhen" },
    },
    {
      key: "name",
      called: { "zh-CN": "姓名", en: "name" },
      kind: "text",
      needed: true,
      most: 30,
      example: { "zh-CN": "陈美珍" },
    },
    {
      key: "role",
      called: { "zh-CN": "职务", en: "role" },
      kind: "choice",
      needed: true,
      choices: ROLES,
      example: { "zh-CN": "网格员", en: "GW" },
    },
    {
      key: "place",
      called: { "zh-CN": "地点编号", en: "place" },
      kind: "code",
      most: 40,
      example: { "zh-CN": "P001" },
    },
    { key: "grid", called: { "zh-CN": "网格号", en: "grid" }, kind: "whole", most: 999, example: { "zh-CN": "1" } },
    { key: "store", called: { "zh-CN": "超市编号", en: "store" }, kind: "code", most: 40, example: { "zh-CN": "" } },
    { key: "depot", called: { "zh-CN": "场站编号", en: "depot" }, kind: "code", most: 40, example: { "zh-CN": "" } },
    {
      key: "phone",
      called: { "zh-CN": "电话", en: "phone" },
      kind: "text",
      most: 20,
      example: { "zh-CN": "0595 1234568" },
    },
  ],
};

/** Every sheet of the workbook, in the order in which they are taken in: what is pointed to stands first. */
export const SHEETS = {
  places: PLACE_SHEETS.places,
  grids: PLACE_SHEETS.grids,
  buildings: PLACE_SHEETS.buildings,
  homes: PLACE_SHEETS.homes,
  stores: SUPPLY_SHEETS.stores,
  depots: SUPPLY_SHEETS.depots,
  types: SUPPLY_SHEETS.types,
  staff,
  vehicles: SUPPLY_SHEETS.vehicles,
  items: OFFER_SHEETS.items,
  packages: OFFER_SHEETS.packages,
} as const satisfies Readonly<Record<string, SheetColumns>>;
export type SheetName = keyof typeof SHEETS;
export const SHEET_NAMES = Object.keys(SHEETS) as SheetName[];
/** Their rows are about people: names, telephones, what a home needs. */
export const SHEETS_OF_PEOPLE: readonly SheetName[] = ["homes", "staff"];

/** Spaces, case and the width of letters make no difference in a header or a sheet's name. */
const plain = (text: string) => text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();

/** The sheet that a tab or a file is called after, in either language; undefined for another. */
export function sheetCalled(text: string): SheetName | undefined {
  return SHEET_NAMES.find((name) =>
    [name, ...Object.values(SHEETS[name].called)].some((known) => plain(known) === plain(text)),
  );
}

/** The column under a header; a unit in brackets behind it does not count. */
export function columnCalled(sheet: SheetName, text: string): Column | undefined {
  const asked = plain(text.replace(/[（(].*$/, ""));
  return SHEETS[sheet].columns.find((c) => [c.key, ...Object.values(c.called)].some((known) => plain(known) === asked));
}

/** What names a row among those of its sheet. */
export function keyOfRow(sheet: SheetName, row: Readonly<Record<string, unknown>>): string {
  return SHEETS[sheet].names.map((name) => String(row[name] ?? "")).join("/");
}

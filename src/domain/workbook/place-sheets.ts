import { MOST_HEADS } from "../orders/by-heads.ts";
import type { Choice, SheetColumns } from "./column.ts";

const PLACE_KINDS: readonly Choice[] = [
  { key: "community", called: { "zh-CN": "社区", en: "community" } },
  { key: "village", called: { "zh-CN": "村", en: "village" } },
  { key: "hospital", called: { "zh-CN": "医院", en: "hospital" } },
  { key: "campus", called: { "zh-CN": "学校", en: "campus" } },
  { key: "care_home", called: { "zh-CN": "养老院", en: "care_home" } },
  { key: "factory", called: { "zh-CN": "工厂", en: "factory" } },
  { key: "construction_site", called: { "zh-CN": "工地", en: "construction_site" } },
  { key: "isolation_site", called: { "zh-CN": "隔离点", en: "isolation_site" } },
  { key: "testing_base", called: { "zh-CN": "采样基地", en: "testing_base" } },
];
/** In the order of `AGGREGATORS`. */
const GATHERERS: readonly Choice[] = [
  { key: "grid_worker", called: { "zh-CN": "网格员", en: "grid_worker" } },
  { key: "property_manager", called: { "zh-CN": "物业", en: "property_manager" } },
  { key: "building_head", called: { "zh-CN": "楼长", en: "building_head" } },
  { key: "site_head", called: { "zh-CN": "点长", en: "site_head" } },
];
const GRID_KINDS: readonly Choice[] = [
  { key: "community", called: { "zh-CN": "社区网格", en: "community" } },
  { key: "rural", called: { "zh-CN": "农村网格", en: "rural" } },
  { key: "dedicated", called: { "zh-CN": "专属网格", en: "dedicated" } },
];
export const NEED_CHOICES: readonly Choice[] = [
  { key: "elder_alone", called: { "zh-CN": "独居老人", en: "elder_alone" } },
  { key: "no_phone", called: { "zh-CN": "没有手机", en: "no_phone" } },
  { key: "infant", called: { "zh-CN": "婴儿", en: "infant" } },
  { key: "halal", called: { "zh-CN": "清真", en: "halal" } },
  { key: "dialysis", called: { "zh-CN": "透析", en: "dialysis" } },
];

const PLACE = {
  key: "place",
  called: { "zh-CN": "地点编号", en: "place" },
  kind: "code",
  needed: true,
  most: 40,
  example: { "zh-CN": "P001" },
} as const;

/** 地点: communities, villages, units. What they count of themselves stays a count. */
const places: SheetColumns = {
  called: { "zh-CN": "地点", en: "places" },
  names: ["code"],
  columns: [
    {
      key: "code",
      called: { "zh-CN": "编号", en: "code" },
      kind: "code",
      needed: true,
      most: 40,
      example: { "zh-CN": "P001" },
    },
    {
      key: "kind",
      called: { "zh-CN": "类别", en: "kind" },
      kind: "choice",
      needed: true,
      choices: PLACE_KINDS,
      example: { "zh-CN": "社区", en: "community" },
    },
    {
      key: "name",
      called: { "zh-CN": "名称", en: "name" },
      kind: "text",
      needed: true,
      most: 60,
      example: { "zh-CN": "青山社区" },
    },
    {
      key: "name_en",
      called: { "zh-CN": "英文名", en: "name_en" },
      kind: "text",
      most: 80,
      example: { "zh-CN": "Qingshan" },
    },
    {
      key: "district",
      called: { "zh-CN": "区县", en: "district" },
      kind: "text",
      needed: true,
      most: 40,
      example: { "zh-CN": "样例县" },
    },
    {
      key: "subdistrict",
      called: { "zh-CN": "街道", en: "subdistrict" },
      kind: "text",
      most: 40,
      example: { "zh-CN": "城关镇" },
    },
    {
      key: "lat",
      called: { "zh-CN": "纬度", en: "lat" },
      kind: "lat",
      needed: true,
      example: { "zh-CN": "25.0601" },
      unit: { "zh-CN": "度", en: "degrees" },
    },
    {
      key: "lng",
      called: { "zh-CN": "经度", en: "lng" },
      kind: "lng",
      needed: true,
      example: { "zh-CN": "118.1902" },
      unit: { "zh-CN": "度", en: "degrees" },
    },
    {
      key: "gate",
      called: { "zh-CN": "收货时间", en: "gate" },
      kind: "window",
      needed: true,
      example: { "zh-CN": "07:30-11:30" },
    },
    {
      key: "bus",
      called: { "zh-CN": "公交能进", en: "bus" },
      kind: "yes_no",
      needed: true,
      example: { "zh-CN": "是", en: "yes" },
    },
    {
      key: "transfer",
      called: { "zh-CN": "转运方式", en: "transfer" },
      kind: "text",
      most: 60,
      example: { "zh-CN": "" },
    },
    {
      key: "set_down",
      called: { "zh-CN": "放置区", en: "set_down" },
      kind: "text",
      most: 60,
      example: { "zh-CN": "大门内侧黄线框", en: "yellow box inside the gate" },
    },
    {
      key: "aggregator",
      called: { "zh-CN": "谁来汇总", en: "gathered_by" },
      kind: "choice",
      choices: GATHERERS,
      example: { "zh-CN": "网格员", en: "grid_worker" },
    },
    {
      key: "homes",
      called: { "zh-CN": "户数", en: "homes" },
      kind: "whole",
      most: 100_000,
      example: { "zh-CN": "120" },
      unit: { "zh-CN": "户", en: "homes" },
    },
    {
      key: "elders",
      called: { "zh-CN": "独居老人户", en: "elders_alone" },
      kind: "whole",
      most: 100_000,
      example: { "zh-CN": "6" },
      unit: { "zh-CN": "户", en: "homes" },
    },
    {
      key: "without_phone",
      called: { "zh-CN": "没有手机户", en: "without_phone" },
      kind: "whole",
      most: 100_000,
      example: { "zh-CN": "9" },
      unit: { "zh-CN": "户", en: "homes" },
    },
  ],
};

const grids: SheetColumns = {
  called: { "zh-CN": "网格", en: "grids" },
  names: ["place", "number"],
  columns: [
    PLACE,
    {
      key: "number",
      called: { "zh-CN": "网格号", en: "number" },
      kind: "whole",
      needed: true,
      least: 1,
      most: 999,
      example: { "zh-CN": "1" },
    },
    {
      key: "kind",
      called: { "zh-CN": "网格类型", en: "kind" },
      kind: "choice",
      needed: true,
      choices: GRID_KINDS,
      example: { "zh-CN": "社区网格", en: "community" },
    },
  ],
};

/** 楼栋: a building says its doors by units × floors × rooms of a floor, or by its rooms' names. */
const buildings: SheetColumns = {
  called: { "zh-CN": "楼栋", en: "buildings" },
  names: ["place", "building"],
  columns: [
    PLACE,
    {
      key: "building",
      called: { "zh-CN": "楼栋", en: "building" },
      kind: "building",
      needed: true,
      most: 30,
      example: { "zh-CN": "1" },
    },
    {
      key: "grid",
      called: { "zh-CN": "网格号", en: "grid" },
      kind: "whole",
      needed: true,
      least: 1,
      most: 999,
      example: { "zh-CN": "1" },
    },
    { key: "units", called: { "zh-CN": "单元数", en: "units" }, kind: "whole", most: 30, example: { "zh-CN": "2" } },
    { key: "floors", called: { "zh-CN": "楼层数", en: "floors" }, kind: "whole", most: 120, example: { "zh-CN": "6" } },
    {
      key: "rooms",
      called: { "zh-CN": "每层每单元几户", en: "rooms" },
      kind: "whole",
      most: 99,
      example: { "zh-CN": "2" },
    },
    {
      key: "room_names",
      called: { "zh-CN": "房名", en: "room_names" },
      kind: "list",
      most: 30,
      example: { "zh-CN": "" },
    },
  ],
};

/** 住户: homes that somebody has named; those of a stated building are there without it. */
const homes: SheetColumns = {
  called: { "zh-CN": "住户", en: "homes" },
  names: ["place", "building", "unit", "room"],
  columns: [
    PLACE,
    {
      key: "building",
      called: { "zh-CN": "楼栋", en: "building" },
      kind: "building",
      needed: true,
      most: 30,
      example: { "zh-CN": "1" },
    },
    {
      key: "unit",
      called: { "zh-CN": "单元", en: "unit" },
      kind: "whole",
      needed: true,
      most: 30,
      example: { "zh-CN": "1" },
    },
    {
      key: "room",
      called: { "zh-CN": "房号", en: "room" },
      kind: "text",
      needed: true,
      most: 30,
      example: { "zh-CN": "101" },
    },
    {
      key: "people",
      called: { "zh-CN": "人数", en: "people" },
      kind: "whole",
      most: 30,
      example: { "zh-CN": "3" },
      unit: { "zh-CN": "人", en: "people" },
    },
    {
      key: "heads",
      called: { "zh-CN": "按人头订", en: "order_for" },
      kind: "whole",
      least: 1,
      most: MOST_HEADS,
      example: { "zh-CN": "" },
      unit: { "zh-CN": "人", en: "people" },
    },
    { key: "vacant", called: { "zh-CN": "空置", en: "vacant" }, kind: "yes_no", example: { "zh-CN": "否", en: "no" } },
    {
      key: "needs",
      called: { "zh-CN": "需要", en: "needs" },
      kind: "list",
      choices: NEED_CHOICES,
      example: { "zh-CN": "独居老人", en: "elder_alone" },
    },
    {
      key: "needs_on",
      called: { "zh-CN": "需要登记日期", en: "needs_on" },
      kind: "date",
      example: { "zh-CN": "2026-04-05" },
    },
  ],
};

export const PLACE_SHEETS = { places, grids, buildings, homes } as const;

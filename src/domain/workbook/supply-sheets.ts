import { LICENCE_CLASSES } from "../movement/licence.ts";
import type { Column, SheetColumns } from "./column.ts";
import { code, named } from "./naming-columns.ts";

const placed = (lat: string, lng: string): readonly Column[] => [
  {
    key: "lat",
    called: { "zh-CN": "纬度", en: "lat" },
    kind: "lat",
    needed: true,
    example: { "zh-CN": lat },
    unit: { "zh-CN": "度", en: "degrees" },
  },
  {
    key: "lng",
    called: { "zh-CN": "经度", en: "lng" },
    kind: "lng",
    needed: true,
    example: { "zh-CN": lng },
    unit: { "zh-CN": "度", en: "degrees" },
  },
];
const stores: SheetColumns = {
  called: { "zh-CN": "超市", en: "stores" },
  names: ["code"],
  columns: [
    code("S01"),
    ...named("城关超市", "Chengguan Store"),
    ...placed("25.0580", "118.1850"),
    {
      key: "capacity",
      called: { "zh-CN": "每天能装几袋", en: "capacity" },
      kind: "whole",
      needed: true,
      most: 100_000,
      example: { "zh-CN": "600" },
      unit: { "zh-CN": "袋", en: "bags a day" },
    },
    {
      key: "pickers",
      called: { "zh-CN": "拣货人数", en: "pickers" },
      kind: "whole",
      needed: true,
      most: 999,
      example: { "zh-CN": "8" },
      unit: { "zh-CN": "人", en: "people" },
    },
    {
      key: "docks",
      called: { "zh-CN": "装车位", en: "docks" },
      kind: "whole",
      needed: true,
      least: 1,
      most: 99,
      example: { "zh-CN": "2" },
    },
    {
      key: "opens",
      called: { "zh-CN": "开始装车", en: "opens" },
      kind: "clock",
      needed: true,
      example: { "zh-CN": "06:00" },
    },
    {
      key: "contact",
      called: { "zh-CN": "联系人", en: "contact" },
      kind: "text",
      most: 30,
      example: { "zh-CN": "何经理", en: "Manager He" },
    },
    {
      key: "phone",
      called: { "zh-CN": "电话", en: "phone" },
      kind: "text",
      most: 20,
      example: { "zh-CN": "0595 1234567" },
    },
  ],
};

const depots: SheetColumns = {
  called: { "zh-CN": "场站", en: "depots" },
  names: ["code"],
  columns: [code("D01"), ...named("县公交站", "County Bus Yard"), ...placed("25.0500", "118.1800")],
};

const types: SheetColumns = {
  called: { "zh-CN": "车型", en: "vehicle_types" },
  names: ["code"],
  columns: [
    code("bus_8m"),
    ...named("8 米公交", "8 m bus"),
    {
      key: "bags",
      called: { "zh-CN": "装几袋", en: "bags" },
      kind: "whole",
      needed: true,
      least: 1,
      most: 5_000,
      example: { "zh-CN": "180" },
      unit: { "zh-CN": "袋", en: "bags" },
    },
    {
      key: "kg",
      called: { "zh-CN": "载重", en: "kg" },
      kind: "whole",
      needed: true,
      least: 1,
      most: 60_000,
      example: { "zh-CN": "1800" },
      unit: { "zh-CN": "千克", en: "kg" },
    },
    {
      key: "litres",
      called: { "zh-CN": "容积", en: "litres" },
      kind: "whole",
      needed: true,
      least: 1,
      most: 200_000,
      example: { "zh-CN": "6000" },
      unit: { "zh-CN": "升", en: "litres" },
    },
    {
      key: "speed",
      called: { "zh-CN": "车速", en: "speed" },
      kind: "whole",
      needed: true,
      least: 1,
      most: 120,
      example: { "zh-CN": "28" },
      unit: { "zh-CN": "千米/时", en: "km/h" },
    },
    {
      key: "fragile_places",
      called: { "zh-CN": "易碎位", en: "fragile_places" },
      kind: "whole",
      most: 5_000,
      example: { "zh-CN": "40" },
      unit: { "zh-CN": "袋", en: "bags" },
    },
    {
      key: "height_cm",
      called: { "zh-CN": "车高", en: "height_cm" },
      kind: "whole",
      least: 1,
      most: 500,
      example: { "zh-CN": "310" },
      unit: { "zh-CN": "厘米", en: "cm" },
    },
    {
      key: "gross_kg",
      called: { "zh-CN": "满载总重", en: "gross_kg" },
      kind: "whole",
      least: 1,
      most: 60_000,
      example: { "zh-CN": "9000" },
      unit: { "zh-CN": "千克", en: "kg" },
    },
    {
      key: "licence",
      called: { "zh-CN": "准驾车型", en: "licence" },
      kind: "choice",
      choices: LICENCE_CLASSES.map((c) => ({ key: c, called: { "zh-CN": c, en: c } })),
      example: { "zh-CN": "A3" },
    },
  ],
};

const vehicles: SheetColumns = {
  called: { "zh-CN": "车辆", en: "vehicles" },
  names: ["name"],
  columns: [
    {
      key: "name",
      called: { "zh-CN": "车号", en: "name" },
      kind: "text",
      needed: true,
      most: 30,
      example: { "zh-CN": "县 01" },
    },
    {
      key: "type",
      called: { "zh-CN": "车型编号", en: "type" },
      kind: "code",
      needed: true,
      most: 40,
      example: { "zh-CN": "bus_8m" },
    },
    {
      key: "depot",
      called: { "zh-CN": "场站编号", en: "depot" },
      kind: "code",
      needed: true,
      most: 40,
      example: { "zh-CN": "D01" },
    },
    {
      key: "plate",
      called: { "zh-CN": "车牌", en: "plate" },
      kind: "text",
      most: 20,
      example: { "zh-CN": "闽C12345" },
    },
    {
      key: "driver",
      called: { "zh-CN": "司机账号", en: "driver" },
      kind: "code",
      most: 30,
      example: { "zh-CN": "lin.siji" },
    },
    {
      key: "in_service",
      called: { "zh-CN": "在用", en: "in_service" },
      kind: "yes_no",
      needed: true,
      example: { "zh-CN": "是", en: "yes" },
    },
  ],
};

export const SUPPLY_SHEETS = { stores, depots, types, vehicles } as const;

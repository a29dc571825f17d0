import writeExcel from "write-excel-file/node";
import { SHEETS, type SheetName } from "../../src/domain/workbook/sheets.ts";

type Row = Readonly<Record<string, string>>;

const AT = { district: "样例县", subdistrict: "城关镇", gate: "07:30-11:30", bus: "是" };
const worker = (username: string, name: string, place: string): Row => ({
  username,
  name,
  role: "网格员",
  place,
  grid: "1",
  store: "",
  depot: "",
});
const staff = (username: string, name: string, role: string, at: Row = {}): Row => ({
  username,
  name,
  role,
  place: "",
  grid: "",
  store: "",
  depot: "",
  ...at,
});

/** A county that nobody lives in: 3 places, one isolation site, 2 stores, 3 vehicles, 12 staff, 4 items, 2 packages. */
const COUNTY: Readonly<Partial<Record<SheetName, readonly Row[]>>> = {
  places: [
    { code: "Y1", kind: "社区", name: "青山社区", lat: "25.0601", lng: "118.1902", ...AT },
    { code: "Y2", kind: "社区", name: "河沿社区", lat: "25.0655", lng: "118.1961", ...AT },
    { code: "Y3", kind: "村", name: "后溪村", lat: "25.0702", lng: "118.2014", ...AT },
    { code: "Y4", kind: "隔离点", name: "县中学隔离点", lat: "25.0633", lng: "118.1888", ...AT },
  ],
  grids: [
    { place: "Y1", number: "1", kind: "社区网格" },
    { place: "Y2", number: "1", kind: "社区网格" },
    { place: "Y3", number: "1", kind: "农村网格" },
    { place: "Y4", number: "1", kind: "专属网格" },
  ],
  buildings: [
    { place: "Y1", building: "1栋", grid: "1", units: "2", floors: "6", rooms: "2", room_names: "" },
    { place: "Y1", building: "甲楼", grid: "1", units: "1", floors: "", rooms: "", room_names: "B1 101 102 商铺1" },
    { place: "Y2", building: "1", grid: "1", units: "3", floors: "5", rooms: "2", room_names: "" },
    { place: "Y3", building: "二组", grid: "1", units: "", floors: "", rooms: "", room_names: "丁阿明 林大山 王秀英" },
    { place: "Y4", building: "宿舍楼", grid: "1", units: "1", floors: "3", rooms: "8", room_names: "" },
  ],
  homes: [
    {
      place: "Y1",
      building: "1",
      unit: "1",
      room: "101",
      people: "3",
      vacant: "",
      needs: "独居老人",
      needs_on: "2026-04-05",
    },
    { place: "Y1", building: "1", unit: "2", room: "602", people: "", vacant: "是", needs: "", needs_on: "" },
  ],
  stores: [
    {
      code: "YS1",
      name: "城关超市",
      lat: "25.0588",
      lng: "118.1870",
      capacity: "600",
      pickers: "8",
      docks: "2",
      opens: "06:00",
    },
    {
      code: "YS2",
      name: "河沿超市",
      lat: "25.0671",
      lng: "118.1950",
      capacity: "300",
      pickers: "4",
      docks: "1",
      opens: "06:00",
    },
  ],
  depots: [{ code: "YD1", name: "县公交站", lat: "25.0570", lng: "118.1840" }],
  types: [{ code: "y8", name: "8 米公交", bags: "180", kg: "1800", litres: "6000", speed: "28" }],
  staff: [
    worker("chen.meizhen", "陈美珍", "Y1"),
    worker("wu.xiuqin", "吴秀琴", "Y2"),
    worker("ding.aming", "丁阿明", "Y3"),
    worker("xu.dianzhang", "许点长", "Y4"),
    staff("he.jingli", "何经理", "超市经理", { store: "YS1" }),
    staff("cai.jingli", "蔡经理", "超市经理", { store: "YS2" }),
    staff("lin.yi", "林一", "司机"),
    staff("lin.er", "林二", "司机"),
    staff("lin.san", "林三", "司机"),
    staff("su.changzhan", "苏场站", "场站", { depot: "YD1" }),
    staff("zheng.diaodu", "郑调度", "调度"),
    staff("huang.baozhang", "黄保障", "物资保障组"),
  ],
  vehicles: [
    { name: "县 01", type: "y8", depot: "YD1", driver: "lin.yi", in_service: "是" },
    { name: "县 02", type: "y8", depot: "YD1", driver: "lin.er", in_service: "是" },
    { name: "县 03", type: "y8", depot: "YD1", driver: "lin.san", in_service: "是" },
  ],
  items: [
    {
      code: "rice",
      name: "大米",
      unit: "斤",
      measure: "称重",
      price: "3.20",
      cost: "2.90",
      grams: "500",
      ml: "650",
      shelf_hours: "2160",
      tags: "",
    },
    {
      code: "egg",
      name: "鸡蛋",
      unit: "盒",
      measure: "计件",
      price: "12",
      cost: "11",
      grams: "700",
      ml: "1500",
      shelf_hours: "360",
      tags: "易碎",
    },
    {
      code: "cabbage",
      name: "白菜",
      unit: "斤",
      measure: "称重",
      price: "1.80",
      cost: "1.60",
      grams: "500",
      ml: "1200",
      shelf_hours: "72",
      tags: "",
    },
    {
      code: "tofu",
      name: "豆腐",
      unit: "盒",
      measure: "计件",
      price: "4",
      cost: "3.60",
      grams: "400",
      ml: "500",
      shelf_hours: "48",
      tags: "",
    },
  ],
  packages: [
    { code: "YA", letter: "A", name: "米蛋包", contents: "rice×10、egg×1", fee: "2", price: "46", limit: "2" },
    { code: "YB", letter: "B", name: "素菜包", contents: "cabbage×5、tofu×2", fee: "2", price: "19", limit: "3" },
  ],
};

/** The county as one workbook, as people fill the Chinese template in. */
export async function countyWorkbook(): Promise<Buffer> {
  return writeExcel(
    (Object.keys(COUNTY) as SheetName[]).map((sheet) => {
      const rows = COUNTY[sheet] ?? [];
      const keys = Object.keys(rows[0] ?? {});
      const text = (value: string) => ({ value, type: String });
      const head = keys.map((key) => SHEETS[sheet].columns.find((c) => c.key === key)?.called["zh-CN"] ?? key);
      return {
        sheet: SHEETS[sheet].called["zh-CN"],
        data: [head.map(text), ...rows.map((row) => keys.map((key) => text(row[key] ?? "")))],
      };
    }),
  ).toBuffer();
}

import { SHEETS, type SheetName } from "../../src/domain/workbook/sheets.ts";

/** A row of a sheet as people type it, with the template's example where nothing is named. */
type Wish = Readonly<Record<string, string>>;

/** A CSV file called after its sheet, with each column of `rows`' first row under its Chinese header. */
export function csvOf(sheet: SheetName, rows: readonly Wish[], called = `${SHEETS[sheet].called["zh-CN"]}.csv`) {
  const keys = Object.keys(rows[0] ?? {});
  const head = keys.map((key) => SHEETS[sheet].columns.find((c) => c.key === key)?.called["zh-CN"] ?? key);
  const text = [head, ...rows.map((row) => keys.map((key) => row[key] ?? ""))]
    .map((cells) => cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(","))
    .join("\r\n");
  return { name: called, base64: Buffer.from(text).toString("base64") };
}

/** A place's row; names only what matters to the test. */
export const placeRow = (wish: Wish = {}): Wish => ({
  code: "N1",
  kind: "社区",
  name: "青山社区",
  name_en: "Qingshan",
  district: "样例县",
  subdistrict: "城关镇",
  lat: "24.9049",
  lng: "118.578",
  gate: "07:30-11:30",
  bus: "是",
  homes: "90",
  elders: "4",
  without_phone: "6",
  ...wish,
});

/** `places` places of one grid with `buildings` buildings of 2 units × 10 floors × 5 rooms each: 100 doors. */
export function bookOf(places: number, buildings: number) {
  const codes = Array.from({ length: places }, (_, i) => `P${String(i + 1).padStart(4, "0")}`);
  const files = [
    csvOf(
      "places",
      codes.map((code, i) => placeRow({ code, name: `${code}社区`, lat: String(24.9 + i / 1e5) })),
    ),
    csvOf(
      "grids",
      codes.map((place) => ({ place, number: "1", kind: "社区网格" })),
    ),
    csvOf(
      "buildings",
      codes.flatMap((place) =>
        Array.from({ length: buildings }, (_, b) => ({
          place,
          building: String(b + 1),
          grid: "1",
          units: "2",
          floors: "10",
          rooms: "5",
        })),
      ),
    ),
  ];
  return { datum: "wgs84" as const, files };
}

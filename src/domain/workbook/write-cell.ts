import { type Column, NO, type Value, YES } from "./column.ts";

/** How a value is typed into its column: what `readCell` reads as the same value. Words of a list in `language`. */
export function writeCell(column: Column, value: Value | undefined, language: string): string {
  if (value === null || value === undefined) return "";
  const said = (key: unknown) => {
    const choice = column.choices?.find((c) => c.key === key);
    return choice ? (choice.called[language] ?? choice.key) : String(key);
  };
  switch (column.kind) {
    case "lat":
    case "lng":
      // Small ones would be written as powers of ten.
      return Number(value)
        .toFixed(7)
        .replace(/\.?0+$/, "");
    case "clock":
      return clock(Number(value));
    case "window":
      return Array.isArray(value) ? value.map((v) => clock(Number(v))).join("-") : "";
    case "yuan":
      return (Number(value) / 100).toFixed(2);
    case "yes_no": {
      const word = value === true ? YES : NO;
      return word.called[language] ?? word.key;
    }
    case "choice":
      return said(value);
    case "list":
      return Array.isArray(value) ? value.map(said).join("、") : "";
    case "contents":
      return Array.isArray(value) ? value.map((line) => lineText(line as readonly [string, number])).join("、") : "";
    default:
      return String(value);
  }
}

const two = (n: number) => String(n).padStart(2, "0");
const clock = (seconds: number) => `${two(Math.floor(seconds / 3600))}:${two(Math.floor((seconds % 3600) / 60))}`;
const lineText = ([code, tenths]: readonly [string, number]) => `${code}×${tenths / 10}`;

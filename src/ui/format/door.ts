import type { Locale } from "#messages/locale.ts";

type Door = { readonly building: string; readonly unit: number; readonly room: string };

/** A building as people write it: a bare number gets its word, a name stands as it is. */
export function formatBuilding(name: string, locale: Locale): string {
  return locale === "zh-CN" && /^\d+[A-Za-z]?$/.test(name) ? `${name}栋` : name;
}

/** A building and its entrance; homes in unit 0 stand in a building without any. */
export function formatUnit({ building, unit }: Pick<Door, "building" | "unit">, locale: Locale): string {
  const name = formatBuilding(building, locale);
  if (unit === 0) return name;
  return locale === "zh-CN" ? `${name}${unit}单元` : `${name}-${unit}`;
}

/** A door as people write it: `5栋2单元 1203`, `5-2-1203`, `二组 丁阿明`. */
export function formatDoor(door: Door, locale: Locale): string {
  return `${formatUnit(door, locale)}${locale === "zh-CN" || door.unit === 0 ? " " : "-"}${door.room}`;
}

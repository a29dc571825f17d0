import type { Locale } from "#messages/locale.ts";

type Door = { readonly building: number; readonly unit: number; readonly room: string };

/** A door as people write it: `5栋2单元 1203`, `5-2-1203`. */
export function formatDoor(door: Door, locale: Locale): string {
  return locale === "zh-CN"
    ? `${door.building}栋${door.unit}单元 ${door.room}`
    : `${door.building}-${door.unit}-${door.room}`;
}

/** Never broken over two lines. */
export const keepTogether = (door: string): string => door.replaceAll(" ", "\u00a0").replaceAll("-", "\u2011");

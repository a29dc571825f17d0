/** What somebody would call the thing that he holds. */
export const DEVICES = ["iphone", "ipad", "android", "harmony", "windows", "mac", "other"] as const;
export type Device = (typeof DEVICES)[number];

/** The first that fits: an iPhone says "like Mac OS X" too, and HarmonyOS often "Android". */
const SIGNS: readonly (readonly [RegExp, Device])[] = [
  [/iPhone|iPod/, "iphone"],
  [/iPad/, "ipad"],
  [/HarmonyOS|OpenHarmony/, "harmony"],
  [/Android/, "android"],
  [/Windows/, "windows"],
  [/Macintosh/, "mac"],
];

/** The kind of device by what its browser says of itself; whoever wants to may say anything. */
export function deviceOf(userAgent: string): Device {
  return SIGNS.find(([sign]) => sign.test(userAgent))?.[1] ?? "other";
}

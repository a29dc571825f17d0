/** A name in the languages that somebody has given it, by language tag: `{ "zh-CN": "火炬社区", en: "Huoju Community" }`. */
export type Names = Readonly<Record<string, string>>;

/** Of something that is not there any more. */
export const NO_NAME: Names = {};

/** The language that every name has: others fall back on it. */
export const FIRST_LANGUAGE = "zh-CN";

/** A name in the first language; empty of something that is not there any more. */
export const firstName = (names: Names): string => names[FIRST_LANGUAGE] ?? "";

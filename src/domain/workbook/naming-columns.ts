import type { Column } from "./column.ts";

/** What a row is called, in the first language and, where somebody knows it, in English. */
export const named = (example: string, exampleEn: string): readonly Column[] => [
  {
    key: "name",
    called: { "zh-CN": "名称", en: "name" },
    kind: "text",
    needed: true,
    most: 60,
    example: { "zh-CN": example, en: exampleEn },
  },
  {
    key: "name_en",
    called: { "zh-CN": "英文名", en: "name_en" },
    kind: "text",
    most: 80,
    example: { "zh-CN": exampleEn },
  },
];

/** What other rows call a row by. */
export const code = (example: string): Column => ({
  key: "code",
  called: { "zh-CN": "编号", en: "code" },
  kind: "code",
  needed: true,
  most: 40,
  example: { "zh-CN": example },
});

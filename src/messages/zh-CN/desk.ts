export const desk = {
  title: "物资保障组",
} as const;

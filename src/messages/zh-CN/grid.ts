export const grid = {
  title: "网格员",
} as const;

export const store = {
  title: "超市",
} as const;

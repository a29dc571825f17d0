export const driver = {
  title: "司机",
} as const;

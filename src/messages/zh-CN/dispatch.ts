export const dispatch = {
  title: "调度",
} as const;

export const resident = {
  "tab.home": "首页",
} as const;

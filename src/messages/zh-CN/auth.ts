export const auth = {
  title: "登录",
  resident: "居民",
  staff: "工作人员",
} as const;

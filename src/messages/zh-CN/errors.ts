export const errors = {
  not_found: "找不到了，可能已经撤下。",
  forbidden: "这一页不归你看。",
  unauthenticated: "请先登录。",
  conflict: "刚刚有人改过，请看一眼再试。",
  rate_limited: "太快了，过一会儿再试。",
  invalid: "有一处填得不对。",
  refused: "现在不能这样做。",
  offline: "没有网络。东西还在，联网再试。",
  unexpected: "出了点问题，不是你的错。再试一次，还不行就找网格员。",
  "page.title": "这一页打不开",
  "page.missing": "没有这一页",
  "page.home": "回首页",
} as const;

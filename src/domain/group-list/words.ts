/** Words that do something to an order, found while a line is scanned. What else is said is `leftover.ts`. */
export type WordKind =
  | "behalf"
  | "self"
  | "edit"
  | "add"
  | "again"
  | "less"
  | "cancel"
  | "drop"
  | "same"
  | "above"
  | "each"
  | "split"
  | "cash"
  | "paid"
  | "unpaid"
  | "sum"
  | "label"
  | "count"
  | "ask"
  | "doubt"
  | "chat";

const LISTS: Readonly<Record<WordKind, string>> = {
  behalf: "帮 代 替 给",
  self: "帮我 给我 帮我家 给我家 麻烦帮我 请帮我",
  edit: "加到 增加到 减到 变更 改成 改为 改要 改订 改到 改下 改一下 改 更改为 更改 更正为 更正 更新为 变更为 换成 换为 换 修改为 修改成 修改 change_to change",
  add: "加 加上 加订 add",
  again: "再加 加多 多加 追加 再来 再要 再订 再多 另加 增加 再补",
  less: "减少 减掉 减去 减 去掉 少要",
  cancel:
    "取消掉 取消 退了 退单 退掉 退订 退出 退 不要了 不订了 不买了 不定了 不需要了 不需要 不用了 撤销 撤单 撤回 撤了 撤 作废 删除 删掉 划掉 cancelled canceled cancel",
  drop: "不要 不订 不买",
  same: "老样子 老规矩 照旧 照常 照上次 按上次 和上次一样 跟上次一样 同上次 同上回 和上回一样 跟上回一样 和昨天一样 跟昨天一样 同昨天 和之前一样 跟之前一样 还是一样 一样的 一样 上次那样 同前 as_usual the_usual same_as_last_time same_as_last same_as_before same",
  above: "同上 同楼上 跟楼上一样 和楼上一样 跟上面一样 和上面一样 ditto",
  each: "各 每样 每种 每款 each",
  split: "分给 分我 分出 其中 匀给 匀",
  cash: "付现金 现金 付现 cash",
  paid: "已经付款 已经付 已经转账 已经转 已经支付 已付款 已付 已转账 已转 已支付 已打款 已交 已缴 已给 付款了 付款 付了 付过 转账 转了 转过 交了 微信转 支付宝转 红包 已收 付 转 paid",
  unpaid:
    "待付款 待付 未付款 未付 没付款 没付 还没付 还未付 未支付 没支付 未转 没转 还没转 稍后付 晚点付 晚点转 回头付 回头转 明天付 明天转 货到付款 到付 先欠 欠着 赊账 not_paid unpaid pay_later",
  sum: "合计 总计 共计 小计 总共 一共 共 total",
  label:
    "姓名 联系人 收货人 名字 地址 门牌号 门牌 房号 房间号 楼号 楼栋 住址 住在 我是 联系电话 电话号码 手机号码 手机号 电话 手机 tel address name",
  count: "数量 份数 件数 qty quantity",
  ask: "能不能 能否 可不可以 可以吗 可以 请问 我想 还有吗 有吗 麻烦 please can_i could",
  doubt:
    "如果 要是 假如 若是 若有 或者 或是 或 待定 再说 看情况 考虑 先不 暂时 暂不 不确定 可能 大概 左右 差不多 若干 几份 多少份 尽量 行不行 还是 算了 全部 全都 都要 全要 全套 所有 整栋 整层 每人 每家 一人一 一家一 人均 每户 没有的话 没有就 没货 有就要 有就 除了 只剩 不够 不是 错了 写错 搞错 打错 地址错 改地址 改名 改天 改日 别取消 没取消 不取消 不要取消 别退 没退 不退 别改 不改 不换 不加 没改 退款 退钱 预留 留一 候补 排队 超过 最多 至少 起码 以上 以下 以内 多退少补 拼单 拼 合买 平分 对半 两家 一起 上面的 原来的 之前的 收到1 收到2 收到一 收到两 领到 拿到 领了 已经 订过 多给 送我 昨天 前天 上次 上周 少了 漏了 没收到 没到 缺了 坏了 烂了 补发 欠我 什么时候 几点 怎么 为什么 多久 多少钱 哪里 先要 先来 or maybe if not_sure instead wait_list",
  chat: "刚看到 还能加吗 还可以加吗 能加吗 可以加吗 还来得及吗 来得及吗 还能接吗 还能订吗 还可以吗 谢谢 谢了 感谢 多谢 辛苦了 辛苦 收到 拜托了 拜托 麻烦了 不好意思 抱歉 退休 换洗 加油 代收 代拿 代领 代取 代签 帮忙 分开 分装",
};

type Word = { readonly word: string; readonly kind: WordKind };

/** Words by their first sign, the longest first. */
const BY_FIRST = new Map<string, Word[]>();
for (const [kind, list] of Object.entries(LISTS) as [WordKind, string][])
  for (const w of list.split(" ")) {
    const word = w.replaceAll("_", " ");
    const first = word[0] ?? "";
    BY_FIRST.set(first, [...(BY_FIRST.get(first) ?? []), { word, kind }]);
  }
for (const list of BY_FIRST.values()) list.sort((a, b) => b.word.length - a.word.length);

const LETTER = (c: string | undefined) => c !== undefined && ((c >= "a" && c <= "z") || (c >= "A" && c <= "Z"));

/** The longest word that starts at `at`. A Latin word counts only whole. */
export function findWord(s: string, at: number): { readonly kind: WordKind; readonly end: number } | undefined {
  const latin = LETTER(s[at]);
  if (latin && LETTER(s[at - 1])) return undefined;
  for (const { word, kind } of BY_FIRST.get((s[at] ?? "").toLowerCase()) ?? []) {
    const end = at + word.length;
    const hit = latin ? s.slice(at, end).toLowerCase() === word && !LETTER(s[end]) : s.startsWith(word, at);
    if (hit) return { kind, end };
  }
  return undefined;
}

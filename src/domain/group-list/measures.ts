/** Words that count packages. */
const PACKAGES = [
  "份儿",
  "份",
  "包",
  "套",
  "个",
  "盒",
  "袋",
  "件",
  "组",
  "单",
  "packs",
  "pack",
  "pcs",
  "sets",
  "set",
  "bags",
  "bag",
  "boxes",
  "box",
  "portions",
  "portion",
];
/** What follows 个 when people, months or hours are meant: 2个人, 3个月. */
const NOT_AFTER = [
  "人",
  "月",
  "老",
  "小孩",
  "孩",
  "宝",
  "娃",
  "小时",
  "大人",
  "礼拜",
  "星期",
  "钟",
  "半",
  "单元",
  "家庭",
];
/** What makes another word of a unit: 套餐, 单元, 组合, 包裹. */
const OTHER_WORD = ["餐", "装", "元", "独", "位", "合", "长", "括", "裹", "邮", "子", "饭", "马", "额"];
/** Measures of something else than packages: weight, pieces, cases. */
const OTHER = [
  "公斤",
  "千克",
  "斤",
  "kg",
  "克",
  "枚",
  "板",
  "瓶",
  "桶",
  "只",
  "条",
  "根",
  "颗",
  "箱",
  "提",
  "打",
  "筐",
  "升",
  "罐",
  "把",
  "捆",
  "篮",
  "串",
  "块钱",
  "样",
  "种",
  "款",
  "倍",
];
/** What a number counts when it is no amount at all: people, floors, years, days. */
const OTHERWISE = [
  "个人",
  "个月",
  "个小时",
  "个老人",
  "个小孩",
  "个大人",
  "个孩子",
  "个宝宝",
  "个娃",
  "口人",
  "口",
  "人",
  "位",
  "岁",
  "周",
  "天",
  "年",
  "楼",
  "层",
  "期",
  "次",
  "胎",
  "宝",
  "娃",
  "月",
  "群",
  "维码",
  "师兄",
  "姐",
  "哥",
  "妹",
  "嫂",
  "叔",
  "舅",
  "姨",
];

const at = (s: string, i: number, words: readonly string[]) => words.find((w) => s.startsWith(w, i));
const isLetter = (c: string | undefined) => c !== undefined && ((c >= "a" && c <= "z") || (c >= "A" && c <= "Z"));

/** Where the word that counts packages and starts at `i` ends; undefined when none does. */
export function countsPackages(s: string, i: number): number | undefined {
  const word = at(s, i, PACKAGES) ?? at(s.slice(i, i + 9).toLowerCase(), 0, PACKAGES);
  if (word === undefined) return undefined;
  const end = i + word.length;
  if (isLetter(word[0]) && isLetter(s[end])) return undefined;
  if (OTHER_WORD.includes(s[end] ?? "")) return undefined;
  if (word === "组" && s[i - 1] === "第") return undefined;
  return (word === "个" || word === "套") && at(s, end, NOT_AFTER) ? undefined : end;
}

/** Where another measure ends, 斤, 枚, 箱: an amount of something that is not a package. */
export function countsGoods(s: string, i: number): number | undefined {
  const word = at(s, i, OTHER) ?? at(s.slice(i, i + 3).toLowerCase(), 0, OTHER);
  return word === undefined || (isLetter(word[0]) && isLetter(s[i + word.length])) ? undefined : i + word.length;
}

/** Where a word ends that makes the number before it no amount: 2岁, 3口人, 2楼. */
export function countsOtherwise(s: string, i: number): number | undefined {
  const word = at(s, i, OTHERWISE);
  return word === undefined ? undefined : i + word.length;
}

const ALIKE: Readonly<Record<string, string>> = pairs(
  "棟栋 幢幢 樓楼 單单 號号 兩两 個个 買买 訂订 請请 幫帮 給给 謝谢 門门 電电 話话 機机 網网 貓猫 與与 樣样 還还 過过 轉转 錢钱 " +
    "帳账 賬账 現现 組组 陳陈 張张 劉刘 黃黄 吳吴 許许 鄭郑 葉叶 楊杨 趙赵 孫孙 馬马 羅罗 蘇苏 盧卢 爺爷 媽妈 嬸婶 師师 總总 計计 " +
    "換换 減减 撤撤 銷销 銷销 雙双 倆俩 麵面 麥麦 雞鸡 鴨鸭 豬猪 魚鱼 蝦虾 蛋蛋 貳贰 陸陆 叁叁 參叁 間间 後后 點点 時时 " +
    "處处 說说 對对 開开 關关 備备 註注 龍龙 長长 無无 湯汤 尿尿 過过 鹽盐 藥药 產产 婦妇 壓压 層层 區区 東东 車车 ０0 " +
    "帶带 應应 勞劳 煩烦 樓楼 拿拿 爲为 為为 孃娘 養养 糧粮 " +
    "親亲 鄰邻 隔隔 壁壁 誰谁 這这 裡里 裏里 來来 們们 嗎吗 麼么 不不 辦办 從从 應应 該该 條条 雜杂 質质 醫医 靈灵 寶宝 " +
    "×* ✕* ✖* ╳* ＊* ∗* ‐- ‑- ‒- –- —- ―- −- －- ー- ﹣- ～~ 〜~ ∼~ ·· •· ・· ●· ▪· ∶: ﹕: ，, ﹐, ；; （( ）) ＋+ ➕+ ﹢+ ＃# ﹟# 〔( 〕) [( ]) ［( ］)",
);

function pairs(list: string): Record<string, string> {
  return Object.fromEntries(list.split(" ").map((p) => [...p] as [string, string]));
}

/** Signs that nobody sees: controls, direction marks, joiners, variation selectors. */
function isInvisible(cp: number): boolean {
  return (
    (cp < 0x20 && cp !== 9) ||
    (cp >= 0x7f && cp < 0xa0) ||
    cp === 0xad ||
    (cp >= 0x200b && cp <= 0x200f) ||
    (cp >= 0x202a && cp <= 0x202e) ||
    (cp >= 0x2060 && cp <= 0x206f) ||
    (cp >= 0xfe00 && cp <= 0xfe0f) ||
    (cp >= 0x1f3fb && cp <= 0x1f3ff) ||
    (cp >= 0xe0000 && cp <= 0xe01ef) ||
    cp === 0xfeff ||
    cp === 0x20e3
  );
}

const circled = (cp: number): number =>
  cp >= 0x2460 && cp <= 0x2473
    ? cp - 0x245f
    : cp >= 0x2776 && cp <= 0x277f
      ? cp - 0x2775
      : cp >= 0x2780 && cp <= 0x2793
        ? ((cp - 0x2780) % 10) + 1
        : 0;

/** One sign as it reads: full width, compatibility and traditional forms become plain ones. */
function plainSign(c: string, cp: number): string {
  const alike = ALIKE[c];
  if (alike !== undefined) return alike;
  if (isInvisible(cp)) return "";
  if (cp < 0x80) return c;
  if (cp === 0xbd) return "半";
  if (cp === 0x1f51f) return "10";
  if (circled(cp) > 0) return ` ${circled(cp)} `;
  if (cp >= 0x2160 && cp <= 0x216b) return String(cp - 0x215f);
  const plain = c.normalize("NFKC");
  return ALIKE[plain] ?? (plain.trim() === "" ? " " : plain);
}

/** Where the tag or entity that starts at `at` ends, `<b>`, `&nbsp;`; `at` when none does. Looks no further than one is long. */
function markupEnd(raw: string, at: number): number {
  const opens = raw[at];
  if (opens !== "<" && opens !== "&") return at;
  const first = (raw[at + 1] ?? "").toLowerCase();
  if (!((first >= "a" && first <= "z") || first === "/" || first === "#")) return at;
  const close = opens === "<" ? ">" : ";";
  for (let i = at + 2; i < at + (opens === "<" ? 64 : 9) && i < raw.length; i++) if (raw[i] === close) return i + 1;
  return at;
}

/** The keycap digits 1️⃣0️⃣ that lead a line and count it, unless a building's sign follows them. */
function leadingKeycaps(raw: string): { readonly digits: string; readonly end: number } {
  let digits = "";
  let end = 0;
  while (raw[end] === " " || raw[end] === "\u3000") end++;
  for (;;) {
    const c = raw[end] ?? "";
    const mark = raw[end + 1] === "\ufe0f" ? end + 2 : end + 1;
    if (raw.startsWith("🔟", end)) {
      digits += "10";
      end += 2;
    } else if (c >= "0" && c <= "9" && raw[mark] === "\u20e3") {
      digits += c;
      end = mark + 1;
    } else return { digits: "-#栋座幢号".includes(c || "x") ? "" : digits, end };
  }
}

/**
 * A line as a person reads it: full-width digits and signs, keycaps, circled numbers, traditional characters and the
 * many dashes become plain ones; invisible signs and markup go. A keycap or circled number that leads a line counts it.
 */
export function plainLine(raw: string): string {
  const keycaps = leadingKeycaps(raw);
  let out = keycaps.digits ? `${keycaps.digits}. ` : "";
  let blank = out === "";
  for (let i = keycaps.digits ? keycaps.end : 0; i < raw.length; ) {
    const after = markupEnd(raw, i);
    if (after > i) {
      out += " ";
      i = after;
      continue;
    }
    const cp = raw.codePointAt(i) ?? 0;
    const c = cp > 0xffff ? raw.slice(i, i + 2) : (raw[i] ?? "");
    i += c.length;
    const number = blank ? circled(cp) : 0;
    const plain = number > 0 ? `${number}. ` : plainOf(c, cp);
    if (plain.trim() !== "") blank = false;
    out += plain;
  }
  return out;
}

const KNOWN = new Map<string, string>();
const MOST_KNOWN = 20_000;

function plainOf(c: string, cp: number): string {
  const known = KNOWN.get(c);
  if (known !== undefined) return known;
  const plain = plainSign(c, cp);
  // Junk of ever new signs must not fill the memory.
  if (KNOWN.size < MOST_KNOWN) KNOWN.set(c, plain);
  return plain;
}

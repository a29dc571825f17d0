import { isHanNumeral } from "./numerals.ts";

/** What is left of a line when addresses, items and amounts are taken out of it. */
export type Leftover = {
  readonly text: string;
  /** An amount or an item touches it: 鸡蛋2份, 1份鸡蛋. */
  readonly touches: boolean;
  /** It stands right before an amount, 家套庭餐×1: a name does that, or an item nobody knows. */
  readonly leads: boolean;
  /** No amount or item came before it. */
  readonly early: boolean;
};

export type Said = {
  readonly contact?: string;
  readonly note?: string;
  readonly health: boolean;
  /** Things that look like goods and are not on the list. */
  readonly goods: readonly string[];
  /** Figures in words that nobody can place. */
  readonly figures: readonly string[];
  readonly chat: boolean;
  /** Nothing was said that a person must read before a bare address may count as an order. */
  readonly plain: boolean;
};

const words = (list: string): readonly string[] => list.split(" ").map((w) => w.replaceAll("_", " "));
const has = (s: string, list: readonly string[]) => list.some((w) => s.includes(w));

const HEALTH = words(
  "糖尿 高血压 血压高 血糖 高血脂 透析 低盐 少盐 无盐 低糖 低钾 低脂 无糖 少糖 控糖 孕 产妇 产后 月子 哺乳 过敏 胰岛素 心脏 化疗 放疗 癌 肿瘤 术后 手术 痛风 尿酸 肾 肝病 哮喘 癫痫 残疾 轮椅 瘫痪 卧床 吃药 慢性病 慢病 病人 生病 发烧 隔离 阳性 盲人 失明 聋 中风 骨折 住院 diabet dialysis pregnan allerg low_salt",
);
const NOTE = words(
  "放门 放在 放到 放 门口 门外 门把 敲门 门铃 别 不要 不吃 不放 不能 不用 少 多放 多给 送到 送 电梯 楼下 楼上 楼道 保安 物业 门卫 代收 代拿 代领 代取 代签 下班 点后 点前 之后 之前 以后 上午 下午 晚上 早上 中午 傍晚 在家 不在 出门 老人 老奶奶 独居 小孩 孩子 宝宝 婴儿 睡觉 轻点 打电话 电联 联系 新鲜 挂 鞋柜 忌口 清淡 香菜 葱 蒜 辣 猫 狗 提前 备注 易碎 腿脚 不便 不方便 上楼 自取 自提 留言 没手机 袋子 单独 分开 分装 密码 门禁 回民 小心 一点 多点 少点 清真 素食 吃素 嫩 熟 大点 小点 leave knock ring door call after before without no_ not_",
);
const CHAT = words(
  "刚看到 才看到 谢谢 谢了 感谢 多谢 辛苦 收到 好的 好滴 拜托 麻烦 你好 您好 楼长 团长 网格员 群主 哈哈 呵呵 嗯 早上好 晚上好 晚安 加油 了解 知道 明白 不好意思 抱歉 补一下 漏了 忘了 第一次 接龙 报名 下单 亲 么么 强 玫瑰 抱拳 握手 爱心 微笑 鲜花 合十 支持 真好 太好 给力 优秀 好棒 棒 赞 感恩 来了 ok thanks thank_you thx pls hello hi 所有人 还能 可以 帮忙 同意 没问题 不客气 已接 跟上 +1",
);
const AWAY = words("在外地 在外 在老家 出差 不会用 没有手机 没手机 没微信 没有微信 回不来 不会弄 不会操作");
const FILLERS = words(
  "我要订 我想要 我要 我想 需要 预订 预定 订购 购买 的住户 住户 业主 租客 这里 这边 户主 一共 另外 还有 还要 也要 只要 家里 自己 然后 以及 要 买 订 定 来 带 下 拿 取 报 选 请 的 和 跟 与 及 另 是 也 了 呀 啊 哦 吧 啦 呢 再 先 就 都 只 哈 接 报名 人 我 家 户 并 且 order want need for and plus get take a the of my i'd like",
);
const PERSON_END = words(
  "女士 先生 小姐 妈妈 爸爸 奶奶 爷爷 阿姨 叔叔 大爷 大妈 大姐 大哥 师傅 老师 医生 护士 同学 老板 经理 太太 爱人 老婆 老公 媳妇 外婆 外公 伯伯 伯母 婶婶 姑姑 舅舅 公公 婆婆 主任 楼长 队长 会计 志愿者 房东 妈 爸 哥 姐 弟 妹 叔 姨 婶 爷 伯 嫂 姑 舅 工 总 宝 家 妹妹 弟弟",
);
const GOODS = words(
  "菜 肉 蛋 米 面 油 奶 鱼 鸡 鸭 鹅 猪 牛 羊 虾 蟹 果 瓜 豆 葱 蒜 姜 盐 糖 酱 醋 水 纸 药 罩 液 粉 酒 茶 饼 糕 饮 料 菇 笋 薯 椒 茄 柿 藕 芹 菠 桃 梨 橙 橘 莓 蕉 枣 蜜 包 套餐 礼盒 家庭 海鲜 尿布 尿不湿 土豆 萝卜 玉米 面包 口粮 用品 酒精 洗衣 牙膏 egg milk rice meat fruit veg pork fish bread water",
);
/** Surnames; with one or two more signs they make a name. */
const SURNAMES = new Set([
  ...("林陈黄张吴李王郑蔡苏庄许郭洪曾谢叶刘杨杜邱施颜柯丁傅戴董赖廖周赵钱孙马罗卢江何高胡朱徐余潘曹彭萧肖程沈冯邓汤唐" +
    "韩夏方石姚谭任范金陆田姜崔钟汪白孟康尤章薛侯雷贺倪滕殷毕郝邵史武贾龚龙万段温欧阳纪连骆留粘辜涂詹魏游饶阮池巫上" +
    "官司徒诸葛尹俞翁宋梁严华毛孔易熊秦阎尚顾聂齐伍鲁卫蒋褚戚喻柏窦云奚郎韦昌苗凤鲍费廉岑乐皮卞卜穆湛祁狄贝臧计伏成" +
    "茅庞舒屈项祝蓝闵席季麻强路娄危童梅盛刁樊凌霍虞支管经房裘缪宗宣贲左吉钮嵇邢滑裴荣荀羊惠甄曲封芮储靳汲邴糜松井富" +
    "乌焦巴弓牧隗谷宓蓬郗班仰仲伊宫宁仇栾暴甘厉戎祖符景束幸韶郜黎薄印宿怀蒲鄂索咸籍卓蔺屠蒙乔阴胥苍闻莘党翟劳姬申扶" +
    "堵冉宰雍桑桂濮牛寿扈燕冀浦农晏柴瞿充慕茹习宦艾鱼容古慎戈庾终暨居衡耿弘匡文寇禄东殴沃利蔚越师巩厍晁勾敖冷訾辛阚" +
    "简毋沙鞠须丰巢蒯相荆红竺权逯盖益桓侬岳帅缑亢琴商牟佘佴伯赏墨谯笪爱佟"),
]);
/** What is left when a sign fell out of an order: letters and figures run together, a unit or a verb alone. */
const BROKEN =
  /^(?=[A-Z]{2,4}$)[A-Z]*([A-Z])[A-Z]*\1|[A-Za-z][0-9]|^[0-9]+$|份|^[A-Z][xX]$|^[xX][A-Z]$|[a-z][A-Z]$|^[包套个盒袋元块改退加减换撤代帮不别半各共xX]$/u;
/** Whom a line speaks to. */
const ADDRESSED = words("钱 楼长 团长 群主 网格员 大家 各位 志愿者们 管理员");
/** How money went: said beside a claim, and nobody's name. */
const CHANNELS = words("微信 支付宝 云闪付 银行卡 红包 群里 群收款 转账 扫码 钱 一共 wechat alipay");
const FUZZY_LENGTH = 60;

const isHanOnly = (s: string) => /^[\p{Script=Han}·]+$/u.test(s);
/** What begins like a nickname and is none. */
const NOT_PERSONS = words("小心 小区 小袋 小份 小点 大门 大袋 大厅 大堂 大份 大点 大概 老人 老地方 老样 大家 小孩");

/** A person as people write it: a title at its end, 阿 or 小 before it, a surname, a sign twice, or a Latin name. */
function isPerson(s: string): boolean {
  if (NOT_PERSONS.some((w) => s.startsWith(w))) return false;
  if (/^[A-Za-z][A-Za-z .'-]{0,19}$/.test(s)) return true;
  const length = [...s].length;
  if (length > 6) return false;
  if (PERSON_END.some((t) => s.endsWith(t) && s.length > t.length) || PERSON_END.includes(s))
    return length <= 5 || !has(s, NOTE);
  if (length === 2 && s[0] === s[1]) return true;
  if (length === 1 && SURNAMES.has(s)) return true;
  if (has(s, GOODS)) return false;
  if (length <= 3 && "阿小老大".includes(s[0] ?? "x") && length > 1) return true;
  return isHanOnly(s) && length <= 3 && SURNAMES.has(s[0] ?? "");
}

const LATIN_FILLERS = new Set(FILLERS.filter((f) => /^[a-z']/.test(f)));
const HAN_FILLERS = FILLERS.filter((f) => !LATIN_FILLERS.has(f));

function withoutFillers(text: string): string {
  if (LATIN_FILLERS.has(text.toLowerCase())) return "";
  let s = text;
  while (s !== "") {
    if (HAN_FILLERS.includes(s)) return "";
    const head = HAN_FILLERS.find((f) => s.startsWith(f));
    const tail = head === undefined ? HAN_FILLERS.find((f) => s.endsWith(f)) : undefined;
    // 来弟, 都先生: what reads as a name keeps its signs.
    if ((head === undefined && tail === undefined) || isPerson(s)) return s;
    s = head === undefined ? s.slice(0, -(tail?.length ?? 0)) : s.slice(head.length);
  }
  return s;
}

/** Verbs that stand between a name and its amount: 王奶奶带1份, 小赵要2份. */
const VERB_BEFORE_AMOUNT = words("需要 想要 我要 预订 预定 订购 要 买 订 定 来 带 下 拿 取 报名 报 接 各 的 :");

/**
 * Says of each leftover whether it is a name, a note, a word about somebody's health, politeness, goods that are not on
 * the list, or a figure. What fits nothing is a note: the words are kept and a person sees them.
 * @param pieces in the order of the line
 */
export function readLeftovers(pieces: readonly Leftover[]): Said {
  let contact: string | undefined;
  const notes: string[] = [];
  const goods: string[] = [];
  const figures: string[] = [];
  let health = false;
  let chat = false;
  let plain = true;
  for (const piece of pieces) {
    const bare = strip(piece);
    if (bare === "") continue;
    if (/\p{N}/u.test(bare.replace(/[0-9]/gu, "")) || [...bare].every(isHanNumeral)) {
      figures.push(bare);
      continue;
    }
    const s = bare.length > FUZZY_LENGTH ? bare.slice(0, FUZZY_LENGTH) : bare;
    const lower = s.toLowerCase();
    if (
      (piece.early && isPlaceName(s)) ||
      ADDRESSED.includes(s) ||
      s.startsWith("@") ||
      (/^[0-9:/.-]+$/.test(s) && /[:/.-]/.test(s))
    )
      continue;
    // Bx2, 3单: letters and figures that were not read; a name in Latin letters has none.
    if (BROKEN.test(s)) figures.push(bare);
    if (has(lower, HEALTH)) {
      health = true;
      notes.push(piece.text);
    } else if (isPerson(s) && !(piece.touches && isDoubtfulName(s)) && !(piece.leads && /^[A-Za-z]{1,2}$/.test(s))) {
      contact ??= s;
    } else if (has(lower, AWAY)) {
      // Why somebody else orders: said, and of no weight for the order.
    } else if (has(lower, NOTE)) notes.push(piece.text);
    else if (has(lower, CHAT) || /^[\p{Extended_Pictographic}\p{P}\p{S}\s]+$/u.test(s)) chat ||= has(lower, CHAT);
    else if (has(lower, GOODS) || piece.touches) goods.push(bare);
    else if (CHANNELS.includes(lower) || /^[0-9]+[口人位]/.test(s)) continue;
    else if (contact === undefined && piece.early && !/^[0-9]/.test(s) && [...s].length <= 6) contact = s;
    else {
      notes.push(piece.text);
      plain = false;
    }
  }
  return {
    ...(contact === undefined ? {} : { contact }),
    ...(notes.length === 0 ? {} : { note: notes.join(" ") }),
    health,
    goods,
    figures,
    chat,
    plain,
  };
}

/** 小米, 老鸭: a nickname or goods, when an amount touches it nobody can tell. */
const isDoubtfulName = (s: string): boolean => has(s, GOODS) && s.length <= 2 && s[0] !== s[1];

const isPlaceName = (s: string): boolean =>
  words("小区 社区 花园 公寓 网格 群 苑 居 城 府 里 湾 村").some((w) => s.endsWith(w));

/** 2人, 5口人: how many they are, not how many they want. */
const PEOPLE = /^[0-9一二三四五六七八九十两]+(个|口)?(人|口|位)$/u;

function strip(piece: Leftover): string {
  if (PEOPLE.test(piece.text) || (piece.text === "套餐" && !piece.leads)) return "";
  let s = withoutPictures(piece.text).trim();
  if (piece.touches) {
    const verb = VERB_BEFORE_AMOUNT.find((v) => s.endsWith(v));
    if (verb) s = s.slice(0, -verb.length);
  }
  s = s.trim();
  while ("的是叫".includes(s[0] ?? "x")) s = s.slice(1);
  return withoutFillers(s).trim();
}

const withoutPictures = (s: string): string =>
  s.replace(/[\p{Extended_Pictographic}\p{Emoji_Modifier}]/gu, (c) => (/[0-9#*]/.test(c) ? c : ""));

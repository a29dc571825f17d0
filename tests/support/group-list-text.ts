import fc from "fast-check";

/** What a home truly wants, before somebody writes it down. */
export type TrueOrder = {
  readonly building: number;
  readonly unit: number;
  readonly room: number;
  readonly items: Readonly<Record<string, number>>;
  readonly contact?: string;
  readonly note?: string;
};

export const householdOf = (o: TrueOrder): string => `${o.building}-${o.unit}-${o.room}`;

const HAN = [..."零一二三四五六七八九"];
const hanDigits = (n: number): string => [...String(n)].map((d) => HAN[Number(d)]).join("");
const hanNumber = (n: number): string =>
  n < 10 ? (HAN[n] ?? "") : `${n >= 20 ? HAN[Math.floor(n / 10)] : ""}十${n % 10 ? HAN[n % 10] : ""}`;
const hanRoom = (n: number): string =>
  n < 1000 ? `${HAN[Math.floor(n / 100)]}百${n % 100 < 10 ? `零${HAN[n % 100]}` : hanNumber(n % 100)}` : hanDigits(n);
const hanAmount = (n: number): string => (n === 2 ? "两" : hanNumber(n));
const wide = (s: string): string => s.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const padded = (n: number, to: number): string => String(n).padStart(to, "0");

type Address = (b: number, u: number, r: number) => string;
/** Notations of an address that need no number in front of the entry to be clear. */
export const ADDRESSES: Readonly<Record<string, Address>> = {
  dashes: (b, u, r) => `${b}-${u}-${r}`,
  words: (b, u, r) => `${b}栋${u}单元${r}`,
  wordsRoom: (b, u, r) => `${b}栋${u}单元${r}室`,
  flat: (b, u, r) => `${b}幢${u}单元${r}房`,
  numbered: (b, u, r) => `${b}号楼${u}单元${r}`,
  seat: (b, u, r) => `${b}座${u}-${r}`,
  hashes: (b, u, r) => `${b}#${u}#${r}`,
  hashDash: (b, u, r) => `${b}#${u}-${r}`,
  hashUnit: (b, u, r) => `${b}#${u}单元${r}`,
  wide: (b, u, r) => wide(`${b}-${u}-${r}`),
  longDash: (b, u, r) => `${b}—${u}—${r}`,
  spacedDash: (b, u, r) => `${b} - ${u} - ${r}`,
  padded: (b, u, r) => `${padded(b, 2)}-${padded(u, 2)}-${padded(r, 4)}`,
  spaced: (b, u, r) => `${b}栋 ${u}单元 ${r}`,
  traditional: (b, u, r) => `${b}棟${u}單元${r}`,
  han: (b, u, r) => `${hanNumber(b)}栋${hanNumber(u)}单元${hanDigits(r)}`,
  hanSpoken: (b, u, r) => `${hanNumber(b)}栋${hanNumber(u)}单元${hanRoom(r)}`,
  english: (b, u, r) => `Bldg ${b} Unit ${u} Rm ${r}`,
  slashes: (b, u, r) => `${b}/${u}/${r}`,
};

type Amount = (n: number) => string;
/** Amounts of the list's own package; each is set off by a space. */
const OWN: readonly Amount[] = [
  (n) => `${n}份`,
  (n) => `+${n}`,
  (n) => `x${n}`,
  (n) => `*${n}`,
  (n) => `×${n}`,
  (n) => `${n}`,
  (n) => `${hanAmount(n)}份`,
  (n) => `${n} 份`,
  (n) => `${n}包`,
  (n) => `${n}套`,
  (n) => `${n}个`,
  (n) => `要${n}份`,
  (n) => `来${hanAmount(n)}份`,
  (n) => `订${n}份`,
  (n) => wide(`${n}份`),
];
const NAMES: Readonly<Record<string, string>> = { A: "蔬菜包", B: "肉蛋菜", C: "家庭套餐", D: "米面油" };
const PRICES: Readonly<Record<string, number>> = { A: 50, B: 80, D: 150 };
type Pair = (code: string, n: number) => string;
const PAIRS: readonly (readonly [Pair, string])[] = [
  [(c, n) => `${c}${n}`, " "],
  [(c, n) => `${c}${n}`, ""],
  [(c, n) => `${c.toLowerCase()}${n}`, " "],
  [(c, n) => `${c}×${n}`, "、"],
  [(c, n) => `${c}*${n}`, ","],
  [(c, n) => `${c} ${n}`, " "],
  [(c, n) => `${c}${n}份`, " "],
  [(c, n) => `${c}套餐${n}份`, "，"],
  [(c, n) => `${c}${hanAmount(n)}份`, " "],
  [(c, n) => `${NAMES[c]}${n}`, " "],
  [(c, n) => `${NAMES[c]}${n}份`, ","],
  [(c, n) => `${NAMES[c]}×${n}`, "+"],
  [(c, n) => `${n}份${NAMES[c]}`, " "],
  [(c, n) => (PRICES[c] ? `${PRICES[c]}的${n}份` : `${c}${n}`), ","],
  [(c, n) => `${c}:${n}`, ";"],
];
export const HEAD = "#接龙\nA蔬菜包50 B肉蛋菜80 C家庭套餐100 D米面油150\n";

const CONTACTS = [
  "林女士",
  "阿珍",
  "小鱼妈",
  "王五",
  "陈阿姨",
  "建国",
  "二宝妈",
  "Amy",
  "李四",
  "马师傅",
  "六六妈妈",
  "欧阳先生",
  "豆豆",
  "郑",
];
const NOTES = [
  "放门口",
  "不要香菜",
  "7点后送",
  "糖尿病 少米",
  "家里有老人",
  "别敲门 宝宝睡觉",
  "电话13812345678",
  "谢谢🙏",
];

export const trueOrder: fc.Arbitrary<TrueOrder> = fc
  .record({
    building: fc.integer({ min: 1, max: 12 }),
    unit: fc.integer({ min: 1, max: 3 }),
    floor: fc.integer({ min: 1, max: 18 }),
    door: fc.integer({ min: 1, max: 4 }),
    items: fc.oneof(
      { weight: 3, arbitrary: fc.record({ A: fc.integer({ min: 1, max: 2 }) }) },
      { weight: 1, arbitrary: fc.record({ A: fc.integer({ min: 1, max: 2 }), B: fc.integer({ min: 1, max: 2 }) }) },
      { weight: 1, arbitrary: fc.record({ B: fc.integer({ min: 1, max: 2 }), D: fc.constant(1) }) },
      { weight: 1, arbitrary: fc.record({ C: fc.constant(1) }) },
    ),
    contact: fc.option(fc.constantFrom(...CONTACTS), { nil: undefined }),
    note: fc.option(fc.constantFrom(...NOTES), { nil: undefined, freq: 3 }),
  })
  .map(({ floor, door, ...rest }) => ({ ...rest, room: floor * 100 + door }) as TrueOrder);

/** Orders of different homes. */
export const trueOrders = (max: number): fc.Arbitrary<TrueOrder[]> =>
  fc.uniqueArray(trueOrder, { minLength: 1, maxLength: max, selector: householdOf });

/** How one person writes: which of the notations, as numbers that are cut down to what there is. */
export type Hand = { readonly address: number; readonly amount: number; readonly pair: number };
export const hand: fc.Arbitrary<Hand> = fc.record({ address: fc.nat(999), amount: fc.nat(999), pair: fc.nat(999) });

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** One entry without its number, in the notations of a hand. */
export function writeEntry(o: TrueOrder, h: Hand): string {
  const address = pick(Object.values(ADDRESSES), h.address)(o.building, o.unit, o.room);
  const own = Object.keys(o.items).length === 1 && o.items.A !== undefined && h.pair % 3 !== 0;
  const [pair, joint] = pick(PAIRS, h.pair);
  const wanted = own
    ? pick(OWN, h.amount)(o.items.A ?? 1)
    : Object.entries(o.items)
        .map(([code, n]) => pair(code, n))
        .join(joint);
  return [address, o.contact, wanted, o.note].filter((p) => p !== undefined).join(" ");
}

const NUMBERINGS: readonly ((n: number) => string)[] = [
  (n) => `${n}. `,
  (n) => `${n}、`,
  (n) => `${n}) `,
  (n) => `【${n}】`,
  (n) => `${n}.`,
  (n) => `(${n})`,
  (n) => `${n}．`,
  (n) => `${[...String(n)].map((d) => `${d}\ufe0f\u20e3`).join("")} `,
];

/** A whole list: head, blank line, numbered entries; each entry in the hand of its own home. */
export function writeList(orders: readonly TrueOrder[], hands: readonly Hand[], numbering = 0): string {
  const number = pick(NUMBERINGS, numbering);
  return `${HEAD}\n${orders.map((o, i) => `${number(i + 1)}${writeEntry(o, pick(hands, i))}`).join("\n")}\n`;
}

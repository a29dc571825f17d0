import type { ItemLexicon } from "./item-lexicon.ts";
import { isDigit, isHanNumeral } from "./numerals.ts";
import type { Place } from "./places.ts";
import { readPlace, skipSpaces } from "./read-place.ts";
import { findWord, type WordKind } from "./words.ts";

/** Words that only mean something before an amount or an item: 加一份, 改2份; 加 in a name is a letter of it. */
const NEEDS_AMOUNT: ReadonlySet<WordKind> = new Set(["edit", "add", "again", "less", "drop"]);
const KIN = [..."爸妈父母爷奶外公婆岳儿女弟妹哥姐老爱邻亲"];
const ENDS = " ,。)!\t";

export type WordRules = { readonly items: ItemLexicon; readonly fits: (place: Place) => boolean };

/** 给我爸, 帮我妈: for one of one's own people, where 帮我 alone is for oneself. */
function ownPeople(s: string, at: number): { readonly kind: WordKind; readonly end: number } | undefined {
  const own = "帮给替代".includes(s[at] ?? "x") && s[at + 1] === "我" && KIN.includes(s[at + 2] ?? "");
  return own ? { kind: "behalf", end: at + 1 } : undefined;
}

/** The word that starts at `at` and does something here. `glued` when other words stand right before it. */
export function readWord(s: string, at: number, glued: boolean, rules: WordRules) {
  const word = ownPeople(s, at) ?? findWord(s, at);
  if (!word) return undefined;
  const { kind, end } = word;
  if (NEEDS_AMOUNT.has(kind) && !amountFollows()) return undefined;
  // 代 and 替 are also surnames, 退 and 加 letters of other words: a single sign needs its object.
  return end - at > 1 || hasObject() ? word : undefined;

  function amountFollows(): boolean {
    const from = skipSpaces(s, end);
    const sign = s[from] ?? "?";
    return isDigit(sign) || "+x*半".includes(sign) || isHanNumeral(sign) || rules.items.match(s, from) !== undefined;
  }

  function hasObject(): boolean {
    const c = s[at] ?? "";
    const from = skipSpaces(s, end);
    switch (kind) {
      case "behalf":
        // 送给, 交给: to whom a bag goes, not for whom it is ordered, unless an address follows.
        if (c === "给" && "送交发转".includes(s[at - 1] ?? "x") && !isDigit(s[end])) return false;
        if (c === "代" && glued && readPlace(s, from, "weak", rules.fits)?.place.room === undefined) return false;
        return /[\p{Script=Han}0-9]/u.test(s[from] ?? "");
      case "cancel":
        return amountFollows() || end >= s.length || ENDS.includes(s[end] ?? "x");
      case "doubt":
        return !glued || c === "或";
      case "paid":
        return isDigit(s[from]);
      case "sum":
        return amountFollows();
      case "each":
        return amountFollows() || "来要订带买".includes(s[end] ?? "x");
      default:
        return true;
    }
  }
}

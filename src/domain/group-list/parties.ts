import type { Step } from "./amounts.ts";
import type { Leftover } from "./leftover.ts";
import type { Mark } from "./marks.ts";
import type { Place } from "./places.ts";
import type { WordKind } from "./words.ts";

export type Act = { readonly kind: "edit" | "add" | "again" | "less" | "cancel" | "drop"; readonly at: number };

/** One home, or a list of homes, and what is said of them in a part of a line. */
export type Party = {
  readonly places: Place[];
  readonly behalf: boolean;
  /** Amounts and items, and before which of them an act was named. */
  readonly steps: Step[];
  readonly acts: Act[];
  readonly leftovers: Leftover[];
  readonly said: Set<WordKind>;
  readonly doubts: string[];
  /** Letters of codes in the middle of words: 林女A士, 1803B室. */
  readonly stray: string[];
  /** What was claimed to be paid: with or without a sum. */
  paidYuan?: number;
  /** Sums that stand there without a word about paying. */
  readonly statedYuan: number[];
  phone: boolean;
  each: boolean;
  splitTo?: Place;
};

export function emptyParty(behalf: boolean): Party {
  return {
    places: [],
    behalf,
    steps: [],
    acts: [],
    leftovers: [],
    said: new Set(),
    doubts: [],
    stray: [],
    statedYuan: [],
    phone: false,
    each: false,
  };
}

const ACTS: ReadonlySet<WordKind> = new Set(["edit", "add", "again", "less", "cancel", "drop"]);

/**
 * Groups the marks of an entry by whom they are for: a new party begins where somebody orders for a neighbour, and at a
 * further address after an amount.
 * @param base the home that a bare room number inherits building and unit from
 */
export function toParties(s: string, marks: readonly Mark[], base: Place | undefined): Party[] {
  const parties: Party[] = [emptyParty(false)];
  let party = parties[0] as Party;
  let splitting = false;
  let paying = false;
  let home = base;
  const next = (behalf: boolean) => {
    party = emptyParty(behalf);
    parties.push(party);
  };
  let piece = "";
  let pieceEarly = true;
  let pieceTouches = false;
  let pieceLeads = false;
  const closePiece = () => {
    if (piece.trim() !== "")
      party.leftovers.push({ text: piece.trim(), touches: pieceTouches, leads: pieceLeads, early: pieceEarly });
    piece = "";
    pieceTouches = false;
    pieceLeads = false;
  };

  for (const [i, mark] of marks.entries()) {
    const raw = s.slice(mark.at, mark.end);
    const spaced = marks[i - 1]?.k === "gap" || i === 0;
    if (mark.k === "text" || mark.k === "when" || isNickname(s, marks, i) || isSecret(s, marks, i)) {
      if (piece === "") pieceEarly = party.steps.length === 0;
      if (isAmount(marks[i - 1]) || isAmount(marks[i + 1])) pieceTouches = true;
      if (marks[i + 1]?.k === "amount") pieceLeads = true;
      piece += raw;
      continue;
    }
    const word = mark.k === "word" ? mark.kind : undefined;
    // A word inside other words stays with them: 分开放, 帮忙, 代收.
    if (
      word === "chat" &&
      (raw.startsWith("代") ||
        raw.startsWith("分") ||
        raw.endsWith("给") ||
        raw === "帮忙" ||
        raw === "退休" ||
        raw === "换洗")
    ) {
      piece += raw;
      continue;
    }
    if (!(mark.k === "amount" && mark.form === "bare" && marks[i + 1]?.k === "text" && piece !== "")) closePiece();
    switch (mark.k) {
      case "home": {
        const inherited =
          home && mark.place.room !== undefined && mark.place.building === undefined && mark.place.unit === undefined;
        const place: Place =
          inherited && home
            ? { ...home, room: mark.place.room, raw: mark.place.raw, ...(mark.place.unclear ? { unclear: true } : {}) }
            : mark.place;
        // 2份(3-1-301的1份): a further home in brackets shares in what was ordered.
        if (party.steps.length > 0 && s.slice(marks[i - 1]?.at ?? 0, mark.at).includes("(")) {
          party.said.add("split");
          splitting = true;
        }
        if (splitting) {
          party.splitTo ??= place;
          break;
        }
        if (party.places.length > 0 && party.steps.length > 0) next(false);
        party.places.push(place);
        if (place.building !== undefined && place.unit !== undefined) home ??= place;
        break;
      }
      case "item":
        if (isStray(s, marks, i)) party.stray.push(raw);
        if (isRange(s, marks, i)) party.doubts.push(s.slice(marks[i - 2]?.at, mark.end));
        if (!splitting) party.steps.push({ t: "item", code: mark.code, raw, spaced });
        break;
      case "amount":
        if (splitting) break;
        if (paying && mark.form === "bare") {
          party.paidYuan = mark.n;
          paying = false;
        } else party.steps.push({ t: "amount", n: mark.n, form: mark.form, raw, spaced, loose: isLoose(s, marks, i) });
        break;
      case "bad":
        if (!splitting) party.steps.push({ t: "bad", why: mark.why, raw });
        break;
      case "money":
        if (paying) party.paidYuan = mark.yuan;
        else party.statedYuan.push(mark.yuan);
        paying = false;
        break;
      case "phone":
        party.phone = true;
        break;
      case "gap":
        if (mark.strong) paying &&= raw.trim() === ":";
        if (raw.includes(")")) splitting = false;
        if (raw.includes("?")) party.said.add("ask");
        break;
      case "word":
        if (word === "behalf") {
          if (party.places.length > 0 || party.steps.length > 0 || party.leftovers.length > 0 || party.behalf)
            next(true);
          else {
            parties.pop();
            next(true);
          }
          splitting = false;
        } else if (word === "split") {
          splitting = true;
          party.said.add("split");
        } else if (word !== undefined && ACTS.has(word))
          party.acts.push({ kind: word as Act["kind"], at: party.steps.length });
        else if (word === "each") {
          party.each = true;
          party.steps.push({ t: "each" });
        } else if (word === "sum") party.steps.push({ t: "sum" });
        else if (word === "doubt") party.doubts.push(raw);
        else if (word !== undefined) party.said.add(word);
        paying = word === "paid";
        if (paying) takeSumBefore(party);
        break;
    }
  }
  closePiece();
  return parties;
}

/** 50已转, 共100元已付: the sum stands before the word. */
function takeSumBefore(party: Party): void {
  const last = party.steps.at(-1);
  const yuan = party.statedYuan.pop();
  if (yuan !== undefined) party.paidYuan ??= yuan;
  else if (last?.t === "amount" && last.form === "bare" && last.n >= LEAST_SUM && party.steps.length > 1) {
    party.steps.pop();
    party.paidYuan ??= last.n;
  }
}
/** A bare figure below this is an amount of packages. */
const LEAST_SUM = 20;

const VERBS = [..."要订定来买带拿下各的和跟加换成为是有选取报了餐"];

/** A code's letter that sticks to words: to what follows, or, without an amount of its own, to what stands before it. */
function isStray(s: string, marks: readonly Mark[], i: number): boolean {
  const [before, mark, after] = [marks[i - 1], marks[i], marks[i + 1]];
  if (mark?.k !== "item" || !/^[A-Za-z]/.test(s.slice(mark.at, mark.end))) return false;
  const talk = (m: Mark | undefined) => m?.k === "word" && m.kind === "chat";
  if (talk(after)) return true;
  if (after?.k === "text" && !VERBS.includes(s[after.at] ?? "")) return true;
  const open = after?.k === "gap" && ":=".includes(s[after.at] ?? "x") && marks[i + 2]?.k !== "amount";
  const counted =
    after?.k === "amount" ||
    after?.k === "bad" ||
    after?.k === "item" ||
    (after?.k === "word" && after.kind === "each");
  return open || ((before?.k === "text" || talk(before)) && !counted && !VERBS.includes(s[mark.at - 1] ?? ""));
}

/** A-D, A到D: from one code to another. */
function isRange(s: string, marks: readonly Mark[], i: number): boolean {
  const between = marks[i - 1];
  return (
    marks[i - 2]?.k === "item" && between !== undefined && /^\s*[-~到至]\s*$/u.test(s.slice(between.at, between.end))
  );
}

const isAmount = (mark: Mark | undefined) => mark?.k === "amount" || mark?.k === "item" || mark?.k === "bad";

/** 门禁密码2580: a figure that opens a door. */
function isSecret(s: string, marks: readonly Mark[], i: number): boolean {
  const [before, mark] = [marks[i - 1], marks[i]];
  if (before?.k !== "text" || !mark || !(mark.k === "bad" || (mark.k === "amount" && mark.form === "bare")))
    return false;
  return /(密码|门禁|门锁|尾号|暗号)$/u.test(s.slice(Math.max(before.at, before.end - 4), before.end));
}

/** 小8, where a surer amount comes after it: the figure is part of a name. */
function isNickname(s: string, marks: readonly Mark[], i: number): boolean {
  const mark = marks[i];
  if (
    mark?.k !== "amount" ||
    mark.form !== "bare" ||
    marks[i - 1]?.k !== "text" ||
    !"小阿老大".includes(s[mark.at - 1] ?? "x")
  )
    return false;
  return marks.slice(i + 1, i + 8).some((m) => m.k === "amount");
}

/** A bare figure that sticks to a word as in 小8 or 2宝妈: no sure amount. */
function isLoose(s: string, marks: readonly Mark[], i: number): boolean {
  const mark = marks[i];
  if (mark?.k !== "amount" || mark.form !== "bare") return false;
  const [before, after] = [marks[i - 1], marks[i + 1]];
  if (before?.k === "item") return false;
  const nickname = before?.k === "text" && "小阿老大第".includes(s[mark.at - 1] ?? "x");
  const latin = before?.k === "text" && /[A-Za-z]/.test(s[mark.at - 1] ?? "");
  return nickname || latin || after?.k === "text" || (after?.k === "word" && after.kind === "behalf");
}

import { isHeld, type Reason } from "./flags.ts";
import { readLeftovers } from "./leftover.ts";
import type { Place } from "./places.ts";
import type { EntryRules, Standing, Wish } from "./read-entry.ts";
import { readPlace } from "./read-place.ts";
import { scan } from "./scan.ts";

/** How a line without a number speaks: as an entry of the list, as a wish in plain words, or of something else. */
export type Asked = {
  readonly startsWithHome: boolean;
  readonly hasHome: boolean;
  readonly hasAmount: boolean;
  /** Packages by code or name with amounts, and at most a name with them. */
  readonly isCoded: boolean;
  readonly hasName: boolean;
  /** An address that is whole leads and an amount in figures follows: an entry even where an announcement is expected. */
  readonly isWhole: boolean;
  /** Written as an entry is: an address or a name, and an amount. */
  readonly isEntry: boolean;
  /** A wish in the words of a chat. */
  readonly freely: boolean;
  /** Speaks of an order without saying which: it may not be passed over. */
  readonly mustAsk: boolean;
};

const ACTS: ReadonlySet<string> = new Set(["edit", "add", "again", "less", "cancel", "drop"]);
const SELF = ["我家", "我们", "我也", "我要", "我想", "我的", "我这", "帮我"];

export function asksFreely(s: string, rules: EntryRules): Asked {
  const marks = scan(s, rules);
  const first = marks.find(
    (m) =>
      !(m.k === "gap" || (m.k === "word" && m.kind === "label") || (m.k === "text" && isPicture(s.slice(m.at, m.end)))),
  );
  const startsWithHome = first?.k === "home";
  const hasHome = marks.some((m) => m.k === "home");
  const hasAmount =
    marks.some((m) => m.k === "bad" || m.k === "item" || (m.k === "amount" && m.form !== "bare")) ||
    (startsWithHome && marks.some((m) => m.k === "amount"));
  const acts = marks.some((m) => m.k === "word" && ACTS.has(m.kind));
  const same = marks.some((m) => m.k === "word" && (m.kind === "same" || m.kind === "above"));
  const asking =
    marks.some((m) => m.k === "word" && (m.kind === "ask" || m.kind === "self" || m.kind === "doubt")) ||
    SELF.some((w) => s.includes(w));
  const texts = marks.filter((m) => m.k === "text");
  const said = readLeftovers(
    texts.map((m) => ({ text: s.slice(m.at, m.end), touches: true, leads: false, early: true })),
  );
  const person = said.contact !== undefined && said.note === undefined && said.goods.length === 0 && texts.length <= 2;
  const plainAmount = marks.some(
    (m) => (m.k === "amount" && m.form !== "bare") || (m.k === "bad" && m.why !== "measure"),
  );
  const order = hasAmount || acts || same || asking;
  return {
    startsWithHome,
    hasHome,
    hasAmount,
    hasName: said.contact !== undefined,
    isCoded: marks.some((m) => m.k === "item") && marks.some((m) => m.k === "amount") && (person || texts.length === 0),
    isWhole:
      first?.k === "home" &&
      (first.place.room ?? first.place.name) !== undefined &&
      marks.some((m) => m.k === "amount" || m.k === "bad"),
    isEntry: (hasHome && (hasAmount || acts || same)) || (!hasHome && plainAmount && (person || texts.length === 0)),
    freely: !startsWithHome && (asking || acts || same) && (hasAmount || hasHome || acts || same) && s.length <= 200,
    mustAsk: (acts || same) && order,
  };
}

const isPicture = (s: string): boolean => /^[\p{Extended_Pictographic}\s]+$/u.test(s);

/** Whether something was read, and all of it without doubt. */
export const isClear = (wishes: readonly Wish[] | undefined): boolean =>
  wishes !== undefined &&
  wishes.length > 0 &&
  wishes.every((w) => !isHeld(w.reasons) && !w.reasons.some((r) => r.flag === "DEFAULT_QTY_1"));

/**
 * `1.3.401` and `1 3 401` are a whole address, or the number of an entry and an address that lacks its unit. The list's
 * count tells which could be meant; where both could, neither is.
 */
export function unclearNumbering(
  s: string,
  numbering: { readonly no: number; readonly rest: string; readonly tight: boolean },
  expected: number,
): "clear" | "unclear" | "none" {
  if (!numbering.tight) return "clear";
  const never = () => false;
  const rest = readPlace(numbering.rest, 0, "first", never)?.place;
  if (rest?.building !== undefined && rest.unit !== undefined && rest.room !== undefined && !rest.unclear)
    return "clear";
  const whole = readPlace(s, 0, "first", never)?.place;
  if (whole?.building === undefined || whole.unit === undefined || whole.room === undefined) return "clear";
  return numbering.no === expected ? "unclear" : "none";
}

/** `1 3-1-101 1份`: a number and, after a space, an address that is whole without it. */
export function spacedNumber(s: string, rules: EntryRules) {
  let i = 0;
  while (i < 4 && (s[i] ?? "") >= "0" && (s[i] ?? "") <= "9") i++;
  if (i === 0 || s[i] !== " ") return undefined;
  const rest = s.slice(i).trim();
  const [first] = scan(rest.slice(0, 40), rules);
  const place = first?.k === "home" ? first.place : undefined;
  const whole =
    place?.group !== undefined ||
    (place?.building !== undefined && place.unit !== undefined && place.room !== undefined);
  return whole ? { no: Number(s.slice(0, i)), rest, tight: false } : undefined;
}

/** No figure, no order word, no address: nothing that could be an order. */
export const saysNothing = (s: string, rules: EntryRules): boolean =>
  scan(s, rules).every(
    (m) => m.k === "gap" || m.k === "text" || m.k === "when" || (m.k === "word" && IDLE.has(m.kind)),
  );
const IDLE: ReadonlySet<string> = new Set(["chat", "ask", "label"]);

const LONGEST_SECTION = 20;

/** The building that a line names and nothing else, `3栋:`: what follows lies in it. */
export function sectionOf(s: string, rules: EntryRules): Place | undefined {
  if (s.length > LONGEST_SECTION) return undefined;
  const [only, ...more] = scan(s, rules).filter((m) => m.k !== "gap");
  if (more.length > 0 || only?.k !== "home" || only.place.building === undefined) return undefined;
  return only.place.room === undefined && !only.place.unclear ? only.place : undefined;
}

const reason = (flag: Reason["flag"], values: Reason["values"] = {}): Reason => ({ flag, values });

/** The same wish with its address in doubt. */
export function unsure(wish: Wish, address: string): Wish {
  return {
    ...wish,
    household: null,
    rawAddress: wish.rawAddress ?? address,
    reasons: [...wish.reasons, reason("AMBIGUOUS_ADDRESS", { address, likely: wish.household ?? "" })],
  };
}

/** A wish in plain words, for a person to read. */
export const asFreeText =
  (text: string) =>
  (wish: Wish): Wish => ({ ...wish, reasons: [reason("FREE_TEXT_REQUEST", { text }), ...wish.reasons] });

/** What stands for a line that speaks of an order and names neither home nor amount. */
export function freeText(text: string, standing: Standing): Wish {
  return {
    household: null,
    deed: { kind: "set", items: {} },
    reasons: [reason("FREE_TEXT_REQUEST", { text }), reason("NO_ADDRESS")],
    statedYuan: [],
    ...(standing.speaker === undefined ? {} : { contact: standing.speaker }),
  };
}

/** The reasons that a note of its own column gives. */
export function notesOf(note: string | undefined): Reason[] {
  if (note === undefined) return [];
  const said = readLeftovers([{ text: note, touches: false, leads: false, early: false }]);
  return [reason("NOTE", { note }), ...(said.health ? [reason("HEALTH_NOTE")] : [])];
}

import type { ListContext } from "./context.ts";
import {
  type Asked,
  asFreeText,
  asksFreely,
  freeText,
  isClear,
  notesOf,
  unclearNumbering,
  unsure,
} from "./entry-doubts.ts";
import type { ItemLexicon } from "./item-lexicon.ts";
import {
  isChat,
  isCutOff,
  isExample,
  isRule,
  type LineKind,
  readNumbering,
  readSpeaker,
  type Speaker,
  startsList,
} from "./line-kind.ts";
import type { Span } from "./order.ts";
import type { Place } from "./places.ts";
import { type EntryRules, readEntry, type Standing, type Wish } from "./read-entry.ts";
import { readPlace } from "./read-place.ts";
import { readTableHead, readTableRow, type Table } from "./read-table.ts";
import { scan } from "./scan.ts";
import type { Line } from "./split-lines.ts";
import { readTotal, type Total } from "./totals.ts";

/** An entry of one copy of the list. */
export type Entry = {
  readonly wishes: readonly Wish[];
  readonly span: Span;
  readonly copy: number;
  readonly late: boolean;
  /** Somebody's message quoted by another: said before, and counted only where it stands alone. */
  readonly quoted: boolean;
};

/** The entry that a following line may go on with. */
type Open = { readonly index: number; readonly text: string; readonly standing: Standing };

/**
 * Reads a chat line by line and says of each line what it is. A list begins with `#接龙` or with its first entry; a
 * line without a number goes on with the entry before it, is an entry of its own, or is talk.
 */
export class ListReader {
  readonly entries: Entry[] = [];
  readonly totals: (Total & { readonly line: number })[] = [];
  /** The announcements by copy: two copies under the same words are forks of one list. */
  readonly heads: string[] = [""];
  readonly #rules: EntryRules;
  readonly #cutOff: number | undefined;
  #copy = 0;
  #entriesInCopy = 0;
  #number = 0;
  #numbered = false;
  #afterHead = false;
  #late = false;
  #speaker: Speaker | undefined;
  #speakerPlace: Place | undefined;
  #day: string | undefined;
  #section: Place | undefined;
  #open: Open | undefined;
  #table: Table | undefined;
  #quote = 0;

  constructor(rules: EntryRules, cutOffMinute: number | undefined) {
    this.#rules = rules;
    this.#cutOff = cutOffMinute;
  }

  read(line: Line): LineKind {
    const kind = this.#read(line);
    if (kind !== "entry" && kind !== "continuation") this.#open = undefined;
    return kind;
  }

  #read(line: Line): LineKind {
    const s = line.plain;
    if (s.trim() === "") {
      this.#table = undefined;
      return "blank";
    }
    if (startsList(s)) {
      this.#newCopy();
      this.#afterHead = true;
      return "head";
    }
    if (this.#quote > 0 || s.startsWith("「")) return this.#quoted(line);
    const row = this.#table && this.#row(line, this.#table);
    if (row) return row;
    this.#table = readTableHead(s, this.#rules.items);
    if (this.#table) return "table_head";
    if (isRule(s)) return "rule";
    const numbering = readNumbering(s);
    const body = numbering?.rest ?? s;
    if (isExample(body)) return "example";
    if (this.#entriesInCopy > 0 && isCutOff(body)) {
      this.#late = true;
      return "cut_off";
    }
    const total = this.#entriesInCopy > 0 ? readTotal(body, this.#rules) : undefined;
    if (total) {
      this.totals.push({ ...total, line: line.no });
      return "total";
    }
    // Between #接龙 and the first entry a time belongs to the announcement.
    const speaker = this.#inHead() && this.#afterHead ? undefined : this.#speakerOf(s);
    if (speaker) return this.#listenTo(speaker);
    return this.#numberedEntry(line) ?? this.#unnumbered(line);
  }

  #inHead = () => this.#entriesInCopy === 0;

  #newCopy(): void {
    if (this.#entriesInCopy > 0) this.#copy++;
    this.heads[this.#copy] = "";
    this.#entriesInCopy = 0;
    this.#number = 0;
    this.#numbered = false;
    this.#late = false;
    this.#section = undefined;
    // Who posts the whole list does not order what stands in it.
    this.#speaker = undefined;
    this.#speakerPlace = undefined;
  }

  #speakerOf(s: string): Speaker | undefined {
    const speaker = readSpeaker(s);
    // 3-2-401 1份 19:02 is an order with a time, 3-2-401林女士 19:02 a neighbour who speaks.
    return speaker && !scan(speaker.name, this.#rules).some((m) => m.k === "amount" || m.k === "item")
      ? speaker
      : undefined;
  }

  #listenTo(speaker: Speaker): LineKind {
    const marks = scan(speaker.name, this.#rules);
    const home = marks.find((m) => m.k === "home");
    this.#speakerPlace = home?.k === "home" ? home.place : undefined;
    const name = home
      ? marks
          .filter((m) => m.k === "text")
          .map((m) => speaker.name.slice(m.at, m.end))
          .join("")
      : speaker.name;
    this.#speaker = { ...speaker, name };
    this.#day ??= speaker.day;
    return "speaker";
  }

  #isLate(): boolean {
    const { minute, day } = this.#speaker ?? {};
    if (this.#late || this.#cutOff === undefined || minute === undefined) return this.#late;
    return day === this.#day && minute > this.#cutOff;
  }

  #standing(listed: boolean): Standing {
    return {
      listed,
      ...(this.#speaker?.name ? { speaker: this.#speaker.name } : {}),
      ...(this.#speakerPlace ? { speakerPlace: this.#speakerPlace } : {}),
      ...(this.#section ? { section: this.#section } : {}),
    };
  }

  #add(line: Line, text: string, standing: Standing, wishes: readonly Wish[], quoted = false): LineKind {
    this.entries.push({
      wishes,
      span: { line: line.no, endLine: line.no, start: line.start, end: line.end },
      copy: this.#copy,
      late: this.#isLate(),
      quoted,
    });
    this.#entriesInCopy++;
    this.#open = { index: this.entries.length - 1, text, standing };
    return "entry";
  }

  #numberedEntry(line: Line): LineKind | undefined {
    const s = line.plain;
    const numbering = readNumbering(s) ?? this.#spacedNumber(s);
    const expected = this.#number + 1;
    if (!numbering) return undefined;
    const doubt = unclearNumbering(s, numbering, expected);
    if (doubt === "none") return undefined;
    if (numbering.rest === "") {
      this.#number = numbering.no;
      return "chatter";
    }
    // A list that starts again from 1 without its head is another copy.
    if (numbering.no === 1 && this.#numbered && this.#number >= 1 && !this.#inHead()) this.#newCopy();
    this.#number = numbering.no;
    this.#numbered = true;
    this.#speaker =
      this.#speakerPlace === undefined && this.#speaker && this.#afterHead && this.#inHead()
        ? undefined
        : this.#speaker;
    const standing = this.#standing(true);
    const read = readEntry(numbering.rest, standing, this.#rules);
    const wishes = doubt === "unclear" ? read.map((w) => unsure(w, s)) : read;
    if (wishes.length === 0) {
      if (isChat(numbering.rest) || this.#saysNothing(numbering.rest)) return "chatter";
      return this.#add(line, numbering.rest, standing, [freeText(numbering.rest, standing)]);
    }
    return this.#add(line, numbering.rest, standing, wishes);
  }

  /** `1 3-1-101 1份`: a number and an address that is whole without it. */
  #spacedNumber(s: string) {
    let i = 0;
    while (i < 4 && (s[i] ?? "") >= "0" && (s[i] ?? "") <= "9") i++;
    if (i === 0 || s[i] !== " ") return undefined;
    const rest = s.slice(i).trim();
    const whole = readPlace(rest, 0, "full", this.#rules.fits)?.place;
    if (whole?.building === undefined || whole.unit === undefined || whole.room === undefined) return undefined;
    return { no: Number(s.slice(0, i)), rest, tight: false };
  }

  /** No figure, no order word, no address: nothing that could be an order. */
  #saysNothing(s: string): boolean {
    return scan(s, this.#rules).every(
      (m) =>
        m.k === "gap" ||
        m.k === "text" ||
        m.k === "when" ||
        (m.k === "word" && (m.kind === "chat" || m.kind === "ask" || m.kind === "label")),
    );
  }

  #unnumbered(line: Line): LineKind {
    const s = line.plain;
    const standing = this.#standing(false);
    const asked = asksFreely(s, this.#rules);
    const open = this.#open;
    if (this.#isSection(s) && !(open && this.#numbered)) return "section";
    if (open && !asked.startsWithHome && !isChat(s)) {
      const joined = this.#goOn(line, open, asked);
      if (joined) return joined;
    }
    if (open && asked.startsWithHome) {
      const joined = this.#mend(line, open);
      if (joined) return joined;
    }
    const wishes = readEntry(
      s,
      { ...standing, listed: asked.startsWithHome && !this.#inHead() && !this.#numbered },
      this.#rules,
    );
    if (this.#inHead() && !asked.isWhole && !(asked.isEntry && !this.#afterHead))
      return this.#speaker && isChat(s) ? "chatter" : this.#head(s);
    if (wishes.length === 0)
      return asked.mustAsk && !isChat(s) ? this.#add(line, s, standing, [freeText(s, standing)]) : "chatter";
    if (!asked.isEntry && !asked.freely && this.#speakerPlace === undefined) return "chatter";
    return this.#add(line, s, standing, asked.freely ? wishes.map(asFreeText(s)) : wishes);
  }

  #head(s: string): LineKind {
    if (isChat(s) && !this.#afterHead) return "chatter";
    this.heads[this.#copy] += s;
    return "head";
  }

  /** A line that goes on with the entry before it: the rest of a wrapped line, a note, a further item. */
  #goOn(line: Line, open: Open, asked: Asked): LineKind | undefined {
    if (asked.freely || (asked.hasAmount && asked.hasName && isClear(this.entries[open.index]?.wishes)))
      return undefined;
    const text = `${open.text} ${line.plain}`;
    const tight = `${open.text}${line.plain}`;
    const spaced = readEntry(text, open.standing, this.#rules);
    const seam = /[0-9]$/.test(open.text) && /^[0-9]/.test(line.plain);
    const glued = seam || isClear(spaced) ? spaced : readEntry(tight, open.standing, this.#rules);
    const better = !isClear(spaced) && isClear(glued);
    return this.#replace(line, open, better ? tight : text, better ? glued : spaced);
  }

  /** `1. 3栋` and `2-401 林女士 2份` below it: two halves that make one clear order. */
  #mend(line: Line, open: Open): LineKind | undefined {
    const before = this.entries[open.index]?.wishes;
    if (before === undefined || isClear(before) || before.some((w) => w.household !== null)) return undefined;
    const text = `${open.text} ${line.plain}`;
    const wishes = readEntry(text, open.standing, this.#rules);
    return wishes.length === 1 && isClear(wishes) ? this.#replace(line, open, text, wishes) : undefined;
  }

  #replace(line: Line, open: Open, text: string, wishes: readonly Wish[]): LineKind | undefined {
    const entry = this.entries[open.index];
    if (!entry || wishes.length === 0) return undefined;
    this.entries[open.index] = { ...entry, wishes, span: { ...entry.span, endLine: line.no, end: line.end } };
    this.#open = { ...open, text };
    return "continuation";
  }

  /** `3栋:` alone in a line: what follows lies in that building. */
  #isSection(s: string): boolean {
    if (s.length > 20) return false;
    const marks = scan(s, this.#rules).filter((m) => m.k !== "gap");
    const [only] = marks;
    if (
      marks.length !== 1 ||
      only?.k !== "home" ||
      only.place.room !== undefined ||
      only.place.building === undefined ||
      only.place.unclear
    )
      return false;
    this.#section = only.place;
    return true;
  }

  #row(line: Line, table: Table): LineKind | undefined {
    const row = readTableRow(line.plain, table);
    if (!row) return undefined;
    if (row.total) {
      const total = readTotal(`合计 ${row.text}`, this.#rules);
      if (total) this.totals.push({ ...total, line: line.no });
      return "total";
    }
    if (row.empty) return "rule";
    const wishes = readEntry(row.text, { listed: true }, this.#rules).map((w): Wish => {
      const note = row.note ?? w.note;
      return {
        ...w,
        reasons: [
          ...w.reasons,
          ...(row.phone ? [{ flag: "PHONE_FOUND" as const, values: {} }] : []),
          ...notesOf(row.note),
        ],
        ...(row.contact === undefined ? {} : { contact: row.contact }),
        ...(note === undefined ? {} : { note }),
      };
    });
    this.#add(line, row.text, { listed: true }, wishes.length > 0 ? wishes : [freeText(line.plain, { listed: true })]);
    this.#open = undefined;
    return "entry";
  }

  /** A quoted message, 「张三:3-2-401 1份」, in one line or several. */
  #quoted(line: Line): LineKind {
    const MOST_LINES = 20;
    const closes = line.plain.includes("」");
    const inner = line.plain.replaceAll("「", "").replaceAll("」", "");
    this.#quote = closes || this.#quote >= MOST_LINES ? 0 : this.#quote + 1;
    const numbering = readNumbering(inner);
    const wishes = readEntry(numbering?.rest ?? inner, { listed: false }, this.#rules);
    if (wishes.length > 0) this.#add(line, inner, { listed: false }, wishes.map(asFreeText(inner)), true);
    return "quote";
  }
}

import {
  asFreeText,
  asksFreely,
  freeText,
  saysNothing,
  sectionOf,
  spacedNumber,
  unclearNumbering,
  unsure,
} from "./entry-doubts.ts";
import { goOn, type Open } from "./go-on.ts";
import {
  isChat,
  isConfirmation,
  isCutOff,
  isExample,
  isRule,
  isSystem,
  type LineKind,
  readNumbering,
  startsList,
} from "./line-kind.ts";
import type { Span } from "./order.ts";
import type { Place } from "./places.ts";
import { type EntryRules, readEntry, type Standing, type Wish } from "./read-entry.ts";
import { splitSpeaker } from "./read-speaker.ts";
import { readTableHead, readTableRow, type Table } from "./read-table.ts";
import { SpeakerState } from "./speaker-state.ts";
import type { Line } from "./split-lines.ts";
import { readTableEntry } from "./table-entry.ts";
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

/** More copies of one list in one paste are junk; they are then read as one. */
const MOST_COPIES = 30;
const LONGEST_QUOTE = 20;
const LONGEST_HEAD_LINE = 500;
/** A line longer than this is no entry; a person is shown it. */
const LONGEST_LINE = 10_000;

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
  readonly #speaker: SpeakerState;
  #copy = 0;
  #entriesInCopy = 0;
  #number = 0;
  #numbered = false;
  #afterHead = false;
  #late = false;
  #section: Place | undefined;
  #open: Open | undefined;
  #table: Table | undefined;
  #quote = 0;

  constructor(rules: EntryRules, cutOffMinute: number | undefined) {
    this.#rules = rules;
    this.#speaker = new SpeakerState(rules, cutOffMinute);
  }

  read(line: Line): LineKind {
    const kind = this.#read(line);
    if (kind !== "entry" && kind !== "continuation") this.#open = undefined;
    return kind;
  }

  #read(line: Line): LineKind {
    const s = line.plain;
    if (s.trim() === "") {
      // A blank line after the announcement: entries may follow, even without numbers and addresses.
      if (this.heads[this.#copy] !== "") this.#afterHead = false;
      this.#table = undefined;
      return "blank";
    }
    if (startsList(s)) {
      this.#newCopy();
      return "head";
    }
    if (s.length > LONGEST_LINE) {
      const standing = this.#speaker.standing(true, undefined);
      return this.#add(line, "", standing, [freeText(s.slice(0, 80), standing)]);
    }
    if (this.#quote > 0 || s.startsWith("「")) return this.#quoted(line);
    const row = this.#table && this.#row(line, this.#table);
    if (row) return row;
    if (isRule(s)) return "rule";
    this.#table = readTableHead(s, this.#rules.items);
    if (this.#table) return "table_head";
    if (isSystem(s)) return "chatter";
    const body = readNumbering(s)?.rest ?? s;
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
    const speaker = this.#inHead() && this.#afterHead ? undefined : this.#speaker.find(s);
    if (speaker) {
      this.#speaker.listen(speaker);
      return "speaker";
    }
    return this.#numberedEntry(line) ?? this.#unnumbered(line);
  }

  #inHead = () => this.#entriesInCopy === 0;

  #newCopy(): void {
    if (this.#copy >= MOST_COPIES) return;
    if (this.#entriesInCopy > 0) this.#copy++;
    this.heads[this.#copy] = "";
    this.#afterHead = true;
    this.#entriesInCopy = 0;
    this.#number = 0;
    this.#numbered = false;
    this.#late = false;
    this.#section = undefined;
    // Who posts the whole list does not order what stands in it.
    this.#speaker.forget();
  }

  #add(line: Line, text: string, standing: Standing, wishes: readonly Wish[], quoted = false): LineKind {
    this.entries.push({
      wishes,
      span: { line: line.no, endLine: line.no, start: line.start, end: line.end },
      copy: this.#copy,
      late: this.#late || this.#speaker.late,
      quoted,
    });
    this.#entriesInCopy++;
    this.#open = { index: this.entries.length - 1, text, standing, wishes };
    return "entry";
  }

  #numberedEntry(line: Line): LineKind | undefined {
    const s = line.plain;
    const numbering = readNumbering(s) ?? spacedNumber(s, this.#rules);
    if (!numbering) return undefined;
    const doubt = unclearNumbering(s, numbering, this.#number + 1);
    if (doubt === "none") return undefined;
    const { rest } = numbering;
    // A list that starts again from 1 without its head is another copy.
    if (numbering.no === 1 && this.#number > 1 && !this.#inHead()) this.#newCopy();
    if (this.#inHead() && this.#afterHead) this.#speaker.forget();
    this.#number = numbering.no;
    this.#numbered = true;
    const standing = this.#speaker.standing(true, this.#section);
    const read = readEntry(rest, standing, this.#rules);
    const wishes = doubt === "unclear" ? read.map((w) => unsure(w, s)) : read;
    if (wishes.length > 0) return this.#add(line, rest, standing, wishes);
    if (rest === "" || isChat(rest) || saysNothing(rest, this.#rules)) return "chatter";
    return this.#add(line, rest, standing, [freeText(rest, standing)]);
  }

  #unnumbered(line: Line): LineKind {
    const inline = this.#inHead() && this.#afterHead ? undefined : splitSpeaker(line.plain);
    if (inline && inline.rest !== "") this.#speaker.listen(inline.speaker);
    const s = inline?.rest || line.plain;
    const standing = this.#speaker.standing(false, this.#section);
    const asked = asksFreely(s, this.#rules);
    const section = this.#open && this.#numbered ? undefined : sectionOf(s, this.#rules);
    if (section) {
      this.#section = section;
      return "section";
    }
    const further = this.#open && !inline && !isChat(s) ? goOn(this.#open, s, asked, this.#rules) : undefined;
    if (this.#open && further) return this.#extend(line, this.#open, further);
    const isEntry = asked.isEntry || (asked.isCoded && this.#speaker.someone);
    const inHead = this.#inHead() && !asked.isWhole && !(isEntry && !this.#afterHead);
    if (this.#inHead() && isChat(s) && !asked.hasHome && !this.#speaker.someone) return this.#head(s);
    if (inHead && !(asked.freely && this.#speaker.someone)) return this.#head(s);
    // Without numbers an address alone is an entry too; said in a chat it may be a signature.
    const alone = (asked.startsWithHome || (asked.freely && asked.hasHome)) && !isChat(s);
    const wishes = readEntry(s, { ...standing, listed: alone }, this.#rules);
    if (wishes.length === 0 || (!asked.hasHome && isConfirmation(s))) {
      const asks = asked.mustAsk && !isChat(s) && !isConfirmation(s);
      return asks ? this.#add(line, s, standing, [freeText(s, standing)]) : "chatter";
    }
    if (!isEntry && !asked.freely && !alone && !this.#speaker.atHome) return "chatter";
    const signature = alone && !isEntry && (this.#numbered || this.#speaker.someone);
    return this.#add(line, s, standing, asked.freely || signature ? wishes.map(asFreeText(s)) : wishes);
  }

  #head(s: string): LineKind {
    if (isChat(s) && !this.#afterHead) return "chatter";
    this.heads[this.#copy] += s.slice(0, LONGEST_HEAD_LINE);
    return "head";
  }

  #extend(line: Line, open: Open, further: Pick<Open, "text" | "wishes">): LineKind {
    const entry = this.entries[open.index];
    if (entry)
      this.entries[open.index] = {
        ...entry,
        wishes: further.wishes,
        span: { ...entry.span, endLine: line.no, end: line.end },
      };
    this.#open = { ...open, ...further };
    return "continuation";
  }

  #row(line: Line, table: Table): LineKind | undefined {
    const row = readTableRow(line.plain, table);
    if (!row) return undefined;
    if (row.total) {
      const total = readTotal(row.text, this.#rules);
      if (total) this.totals.push({ ...total, line: line.no });
      return "total";
    }
    const wishes = readTableEntry(row, this.#rules);
    if (wishes.length === 0) return "empty_row";
    this.#add(line, row.text, { listed: true }, wishes);
    this.#open = undefined;
    return "entry";
  }

  /** A quoted message, 「张三:3-2-401 1份」, in one line or several. */
  #quoted(line: Line): LineKind {
    const closes = line.plain.includes("」");
    const inner = line.plain.replaceAll("「", "").replaceAll("」", "");
    this.#quote = closes || this.#quote >= LONGEST_QUOTE ? 0 : this.#quote + 1;
    const wishes = readEntry(readNumbering(inner)?.rest ?? inner, { listed: false }, this.#rules);
    if (wishes.length > 0) this.#add(line, inner, { listed: false }, wishes.map(asFreeText(inner)), true);
    return "quote";
  }
}

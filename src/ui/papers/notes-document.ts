import type { NotesView, PapersInput } from "#contract/papers.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { formatBagNumber } from "../format/bag-number.ts";
import { inFours } from "../format/checksum.ts";
import { formatBuilding, formatDoor } from "../format/door.ts";
import { pickName, pickPlace } from "../format/name.ts";
import { formatDay } from "../format/time.ts";
import { arrangeNotes, type Label, type Note, type NoteHome, sumsOf, toLabels } from "./arrange-notes.ts";
import { cutShort, type LabelSheet, labelSheetOf, placeLabels } from "./label-sheet.ts";

/** A page as pdfmake describes it: plain values, so that it can be sent to the thread that draws. */
export type PaperDocument = { readonly content: readonly unknown[] } & Readonly<Record<string, unknown>>;
type T = Translate<Messages["papers"]>;
type Words = {
  readonly t: T;
  readonly common: Translate<Messages["common"]>;
  readonly locale: Locale;
  readonly input: Pick<PapersInput, "order" | "names" | "paper">;
};

const MM = 72 / 25.4;
const A4 = { width: 595.28, height: 841.89, margin: 28 };
const ROLL = { width: 80 * MM, margin: 8 };
/** Labels side by side on plain paper, to be cut apart. */
const LABELS_ACROSS = 3;
const LABEL_HEIGHT = 88;

/**
 * A grid's delivery notes as a document to be drawn: black on white, a line to cut along between two notes, and a code
 * that opens the live screen.
 * @param link of the screen that says the same, as it is now
 */
export function notesDocument(view: NotesView, link: string, words: Words): PaperDocument {
  const { input } = words;
  const stickers = input.order === "label" ? labelSheetOf(input.paper) : undefined;
  if (stickers) return onLabelSheet(stickers, view, link, words);
  const roll = input.paper === "roll";
  const content =
    input.order === "label"
      ? labels(toLabels(view.lines), words)
      : arrangeNotes(view.lines, input.order).flatMap((note, i) => [
          ...(i > 0 ? [cutLine(words)] : []),
          drawNote(note, words),
        ]);
  return {
    pageSize: roll ? { width: ROLL.width, height: "auto" } : "A4",
    pageMargins: roll ? ROLL.margin : [A4.margin, A4.margin, A4.margin, 34],
    defaultStyle: { font: "Noto", fontSize: roll ? 10 : 11, lineHeight: 1.15 },
    styles: { big: { fontSize: roll ? 13 : 15, bold: true }, head: { bold: true }, small: { fontSize: 8.5 } },
    info: { title: titleOf(view, words) },
    content: [head(view, link, words), ...content],
  };
}

const titleOf = (view: NotesView, { t, locale, input }: Words) =>
  [
    t(`order.${input.order}`),
    `${pickPlace(view.grid.community, locale)} ${t("grid.n", { n: view.grid.number })}`,
    ...(view.deliveryDayMs === null ? [] : [t("for", { day: formatDay(view.deliveryDayMs, locale) })]),
  ].join(" · ");

function head(view: NotesView, link: string, words: Words): unknown {
  const { t, common, input } = words;
  const said = [
    { text: titleOf(view, words), style: "big" },
    t("sums", sumsOf(view.lines)),
    t("by", { gatherer: common(`gatherer.${view.grid.aggregator}`) }),
    ...(view.checksum ? [{ text: `${t("checksum")} ${inFours(view.checksum)}`, style: "small" }] : []),
    { text: t("live"), style: "small" },
  ];
  const code = { qr: link, fit: 60 };
  const margin = [0, 0, 0, 8];
  if (input.paper === "roll") return { stack: [...said, { ...code, margin: [0, 4, 0, 0] }], margin };
  return {
    columns: [
      { width: "*", stack: said },
      { width: 60, ...code, alignment: "right" },
    ],
    columnGap: 8,
    margin,
  };
}

const bagsOf = (items: NoteHome["items"]) => items.map((i) => `${i.letter}×${i.bags}`).join("  ");
const numbersOf = (items: NoteHome["items"]) => items.flatMap((i) => i.numbers.map(formatBagNumber)).join(" ");

function drawNote(note: Note, words: Words): unknown {
  const { t, locale, input } = words;
  const named = input.names === "masked";
  const roll = input.paper === "roll";
  const title = [
    formatBuilding(note.building, locale),
    ...(note.package ? [`${note.package.letter} ${pickName(note.package.packageName, locale)}`] : []),
  ];
  if (input.order === "package") title.reverse();
  const heads = ["", t("door"), ...(named ? [t("who")] : []), t("bags"), ...(roll ? [] : [t("numbers"), t("signed")])];
  return {
    stack: [
      {
        columns: [
          { text: title.join(" · "), style: "big", width: "*" },
          { text: t("sums", { homes: note.homes.length, bags: note.bags }), width: "auto", margin: [0, 4, 0, 0] },
        ],
        margin: [0, 2, 0, 4],
      },
      {
        layout: "lightHorizontalLines",
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: [12, roll ? "*" : 96, ...(named ? ["auto"] : []), "auto", ...(roll ? [] : ["*", 70])],
          body: [
            heads.map((text) => ({ text, style: "head" })),
            ...note.homes.map((h) => [
              BOX,
              formatDoor(h.door, locale),
              ...(named ? [h.who ?? ""] : []),
              { text: bagsOf(h.items), bold: true },
              ...(roll ? [] : [{ text: numbersOf(h.items), style: "small" }, ""]),
            ]),
          ],
        },
      },
    ],
  };
}

/** To be ticked with a pen. */
const BOX = { canvas: [{ type: "rect", x: 0, y: 2, w: 9, h: 9, lineWidth: 0.8 }] };

/** Along which two buildings' notes are cut apart. */
function cutLine({ input }: Words): unknown {
  const width = input.paper === "roll" ? ROLL.width - 2 * ROLL.margin : A4.width - 2 * A4.margin;
  return {
    canvas: [{ type: "line", x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.8, dash: { length: 5, space: 4 } }],
    margin: [0, 12, 0, 10],
  };
}

function labels(all: readonly Label[], words: Words): unknown[] {
  const cells = all.map((l) => drawLabel(l, words));
  if (words.input.paper === "roll") return cells.flatMap((cell, i) => [...(i > 0 ? [cutLine(words)] : []), cell]);
  const rows = Array.from({ length: Math.ceil(cells.length / LABELS_ACROSS) }, (_, r) =>
    Array.from({ length: LABELS_ACROSS }, (_, c) => cells[r * LABELS_ACROSS + c] ?? ""),
  );
  if (rows.length === 0) return [];
  const table = { widths: Array(LABELS_ACROSS).fill("*"), heights: LABEL_HEIGHT, dontBreakRows: true, body: rows };
  return [{ table }];
}

/** The sheet's first label says what the others are of. */
function onLabelSheet(sheet: LabelSheet, view: NotesView, link: string, words: Words): PaperDocument {
  const { t } = words;
  const first = {
    columns: [
      { width: "*", stack: [{ text: titleOf(view, words), bold: true }, t("sums", sumsOf(view.lines))] },
      { width: 60, qr: link, fit: 60 },
    ],
    columnGap: 4,
  };
  return {
    ...placeLabels(sheet, [first, ...toLabels(view.lines).map((l) => drawSticker(l, words))]),
    defaultStyle: { font: "Noto", fontSize: 10, lineHeight: 1.1 },
    styles: { big: { fontSize: 13, bold: true }, small: { fontSize: 8.5 } },
    info: { title: titleOf(view, words) },
  };
}

/** Four lines at most, as the smallest label holds: a longer name of a package is cut short, the door and the bag never. */
function drawSticker(l: Label, words: Words): unknown {
  const name = cutShort(`${l.letter} ${pickName(l.packageName, words.locale)}`);
  const under = [...whoOf(l, words), turnOf(l, words)].join(" · ");
  return { stack: [{ text: formatDoor(l.door, words.locale), style: "big" }, { text: name, bold: true }, under] };
}

function drawLabel(l: Label, words: Words): unknown {
  const { locale } = words;
  return {
    stack: [
      { text: `${l.letter} ${pickName(l.packageName, locale)}`, style: "big" },
      { text: formatDoor(l.door, locale), style: "big" },
      ...whoOf(l, words),
      turnOf(l, words),
    ],
    margin: [4, 4, 4, 4],
  };
}

const whoOf = (l: Label, { input }: Words) => (input.names === "masked" && l.who ? [l.who] : []);
const turnOf = (l: Label, { t }: Words) =>
  l.number === null ? t("turn", { n: l.turn, total: l.turns }) : t("bag", { n: formatBagNumber(l.number) });

import type { NotesView, PapersInput } from "#contract/papers.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { formatBagNumber } from "../format/bag-number.ts";
import { formatBuilding, formatDoor } from "../format/door.ts";
import { pickName } from "../format/name.ts";
import { arrangeNotes, toLabels } from "./arrange-notes.ts";

type T = Translate<Messages["papers"]>;

/** The same notes as rows of a spreadsheet, the first of them the heads; counts are numbers, all else is text. */
export function notesTable(
  view: NotesView,
  { order, names }: Pick<PapersInput, "order" | "names">,
  t: T,
  locale: Locale,
): (string | number)[][] {
  const who = (name: string | null) => (names === "masked" ? [name ?? ""] : []);
  const heads = [t("building"), t("door"), ...(names === "masked" ? [t("who")] : []), t("package")];
  if (order === "label")
    return [
      [...heads, t("numbers")],
      ...toLabels(view.lines).map((l) => [
        formatBuilding(l.door.building, locale),
        formatDoor(l.door, locale),
        ...who(l.who),
        `${l.letter} ${pickName(l.packageName, locale)}`,
        l.number === null ? "" : formatBagNumber(l.number),
      ]),
    ];
  const named = new Map(view.lines.map((l) => [l.letter, pickName(l.packageName, locale)]));
  return [
    [...heads, t("bags"), t("numbers")],
    ...arrangeNotes(view.lines, order).flatMap((note) =>
      note.homes.flatMap((h) =>
        h.items.map((i) => [
          formatBuilding(note.building, locale),
          formatDoor(h.door, locale),
          ...who(h.who),
          `${i.letter} ${named.get(i.letter) ?? ""}`,
          i.bags,
          i.numbers.map(formatBagNumber).join(" "),
        ]),
      ),
    ),
  ];
}

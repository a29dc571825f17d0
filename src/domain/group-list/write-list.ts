import type { Fen } from "../kernel/money.ts";
import { maskName } from "../places/masking.ts";
import { amountsText } from "./amounts-text.ts";
import type { ListedItem } from "./context.ts";
import type { ListOrder } from "./order.ts";

/** The words of a text for the group, in the language of the group. */
export type ListWords = {
  readonly marker: string;
  readonly item: (v: { readonly code: string; readonly name: string; readonly price: string }) => string;
  readonly limit: (v: { readonly n: number }) => string;
  readonly example: string;
  readonly building: (v: { readonly building: string; readonly homes: number }) => string;
  readonly order: (v: {
    readonly home: string;
    readonly name: string;
    readonly wants: string;
    readonly due: string;
  }) => string;
  readonly unheard: (v: { readonly homes: number; readonly until: string }) => string;
  readonly ask: (v: { readonly line: string; readonly why: string }) => string;
  readonly yuan: (fen: number) => string;
};

/** Signs that the group's app takes in one message, with room to spare. */
export const MESSAGE_SIGNS = 1_000;

/** The opening of a list: its packages with codes, prices and limits, and an example that no reader takes for an order. */
export function writeOpening(title: string, items: readonly ListedItem[], words: ListWords): string {
  const lines = items.map((i) => {
    const price = i.priceFen === undefined ? "" : words.yuan(i.priceFen);
    const line = words.item({ code: i.code, name: i.names[0] ?? "", price });
    return i.limit === undefined ? line : `${line} ${words.limit({ n: i.limit })}`;
  });
  return [words.marker, title, ...lines, words.example, ""].join("\n");
}

const number = (part: string | undefined): number => Number(part) || 0;
const byDoor = (a: ListOrder, b: ListOrder): number => {
  const [x, y] = [(a.household ?? "").split("-"), (b.household ?? "").split("-")];
  return number(x[0]) - number(y[0]) || number(x[1]) - number(y[1]) || number(x[2]) - number(y[2]);
};

/**
 * "Your order and what you owe", building by building, for the group: names masked, no phone, no note. Orders in doubt are
 * left out; `writeQuestions` asks about them. Cut into messages of at most `most` signs, never inside a line that fits.
 */
export function writeReply(
  orders: readonly ListOrder[],
  priceFen: (code: string) => Fen | undefined,
  words: ListWords,
  most: number,
): string[] {
  const sure = orders.filter((o) => !o.held && o.household !== null && Object.keys(o.items).length > 0).sort(byDoor);
  const lines: string[] = [];
  for (const [building, of] of Map.groupBy(sure, (o) => (o.household ?? "").split(/[-:]/)[0] ?? "")) {
    lines.push(words.building({ building, homes: of.length }));
    for (const o of of) {
      const wanted = Object.entries(o.items);
      const prices = wanted.map(([code, n]) => (priceFen(code) ?? Number.NaN) * n);
      const due = prices.reduce((a, b) => a + b, 0);
      lines.push(
        words.order({
          home: maskedHome(o.household ?? ""),
          name: o.contact === undefined ? "" : maskName(o.contact),
          wants: amountsText(o.items),
          due: Number.isNaN(due) ? "" : words.yuan(due),
        }),
      );
    }
  }
  return splitMessages(lines, most);
}

/** The name of a village family is masked as every name is; a door number stays, or nobody would find his line. */
function maskedHome(household: string): string {
  const [group, name] = household.split(":");
  return name === undefined ? household : `${group}:${maskName(name)}`;
}

/** What the grid worker has to ask, one line for each order in doubt. `why` is handed in with its words. */
export function writeQuestions(
  orders: readonly ListOrder[],
  why: (order: ListOrder) => string,
  words: ListWords,
  most: number,
): string[] {
  const lines = orders
    .filter((o) => o.held)
    .map((o) =>
      words.ask({
        line: o.household ?? o.rawAddress ?? (o.contact === undefined ? "?" : maskName(o.contact)),
        why: why(o),
      }),
    );
  return splitMessages(lines, most);
}

/** Packs lines into messages of at most `most` signs (code points); a longer line is cut. */
export function splitMessages(lines: readonly string[], most: number): string[] {
  const messages: string[] = [];
  let open: string[] = [];
  let length = 0;
  const close = () => {
    if (open.length > 0) messages.push(open.join("\n"));
    open = [];
    length = 0;
  };
  for (const line of lines) {
    const signs = [...line];
    for (let from = 0; from === 0 || from < signs.length; from += most) {
      const piece = signs.slice(from, from + most);
      const more = piece.length + (open.length > 0 ? 1 : 0);
      if (length + more > most) close();
      length += piece.length + (open.length > 0 ? 1 : 0);
      open.push(piece.join(""));
    }
  }
  close();
  return messages;
}

import type { GoodsView, LedgerLot } from "#contract/goods.ts";
import type { Locale } from "#messages/locale.ts";
import { formatUnit } from "../format/amount.ts";
import { pickName } from "../format/name.ts";
import { formatNumber } from "../format/number.ts";
import { formatDayTime } from "../format/time.ts";
import { StateTag } from "../kit/state-tag.tsx";
import type { Table } from "../table/table-view.ts";
import s from "./store.module.css";
import type { StoreWords } from "./store-words.ts";
import { TakeBackLot } from "./take-back-lot.tsx";

const KEYS = [
  "item",
  "code",
  "state",
  "quantity",
  "picked",
  "left",
  "unit",
  "expires",
  "maker",
  "licence",
  "shelf",
  "paid",
  "bags",
  "received",
  "by",
  "paper",
] as const;
const FIGURES: readonly string[] = ["quantity", "picked", "left", "bags"];

/** The purchase ledger 进货台账: a row for each lot, with what was picked from it and how many bags may have some. */
export function ledgerTable({ lots }: GoodsView, t: StoreWords, locale: Locale): Table {
  return {
    columns: [
      ...KEYS.map((key) => ({ key, label: t(`ledger.${key}`), number: FIGURES.includes(key) })),
      { key: "back", label: "", sortable: false },
    ],
    rows: lots.map((lot) => ({
      id: lot.lotId,
      ...(lot.takenBack === null ? {} : { tone: "faded" as const }),
      cells: {
        item: pickName(lot.item, locale),
        code: whole(lot.code),
        state: stateOf(lot, t),
        quantity: figure(lot.quantityTenths),
        picked: figure(lot.pickedTenths),
        left: figure(lot.quantityTenths === null ? null : lot.quantityTenths - lot.pickedTenths),
        unit: formatUnit(lot.unit, locale),
        expires: whole(lot.expiresOn),
        maker: lot.maker ?? t("ledger.unsaid"),
        licence: lot.licence ?? t("ledger.unsaid"),
        shelf: lot.shelf,
        paid: t(`ledger.${lot.paid}`),
        bags: lot.bags,
        received: {
          value: lot.receivedMs,
          node: lot.receivedMs === null ? t("ledger.unsaid") : formatDayTime(lot.receivedMs, locale),
        },
        by: lot.receivedBy,
        paper: {
          value: lot.photoId ? t("ledger.paper") : null,
          node: lot.photoId && (
            <a href={`/api/photos/${lot.photoId}`} target="_blank" rel="noreferrer">
              {t("ledger.paper.of", { code: lot.code })}
            </a>
          ),
        },
        back: {
          value: null,
          node: lot.takenBack === null && lot.pickedTenths === 0 && lot.receivedMs !== null && (
            <TakeBackLot lotId={lot.lotId} code={lot.code} />
          ),
        },
      },
    })),
  };
}

/** A number or a day is read in one piece. */
const whole = (text: string) => ({ value: text, node: <span className={s.whole}>{text}</span> });
const figure = (tenths: number | null) =>
  tenths === null ? null : { value: tenths / 10, node: formatNumber(tenths / 10) };

function stateOf(lot: LedgerLot, t: StoreWords) {
  if (lot.takenBack !== null) {
    const words = t("ledger.taken.back", { reason: lot.takenBack });
    return { value: words, node: <StateTag tone="plain">{words}</StateTag> };
  }
  const isUsed = lot.quantityTenths !== null && lot.pickedTenths >= lot.quantityTenths;
  const words = t(lot.isExpired ? "ledger.expired" : isUsed ? "ledger.used" : "ledger.on.shelf");
  return { value: words, node: <StateTag tone={lot.isExpired ? "bad" : isUsed ? "done" : "doing"}>{words}</StateTag> };
}

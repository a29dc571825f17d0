import type { MoneyRow, MoneyView } from "#contract/money.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { formatYuanPlain } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { formatOrderNumber } from "../format/order-number.ts";
import { formatSpan } from "../format/time.ts";
import { StateTag } from "../kit/state-tag.tsx";
import type { Row, Table } from "../table/table-view.ts";

const stateOf = (r: MoneyRow, t: Translate<Messages["desk"]>) =>
  r.state === "claimed" ? t("money.state.claimed") : t(`money.state.back.${r.backBy ?? "transfer"}`);

/** Payments and refunds that wait for the desk, one row for each order. */
export function moneyTable(view: MoneyView, t: Translate<Messages["desk"]>, locale: Locale): Table {
  return {
    columns: [
      { key: "order", label: t("money.col.order"), number: true },
      { key: "state", label: t("col.state") },
      { key: "amount", label: t("money.col.amount"), number: true },
      { key: "since", label: t("money.col.since"), number: true },
      { key: "place", label: t("col.place") },
      { key: "cycle", label: t("money.col.cycle"), number: true },
    ],
    rows: view.rows.map(
      (r): Row => ({
        id: r.orderId,
        cells: {
          order: formatOrderNumber(r),
          state: {
            value: stateOf(r, t),
            node: <StateTag tone={r.state === "claimed" ? "todo" : "ink"}>{stateOf(r, t)}</StateTag>,
          },
          amount: { value: r.amountFen / 100, node: formatYuanPlain(r.amountFen) },
          since: { value: view.nowMs - r.sinceMs, node: formatSpan(view.nowMs - r.sinceMs, locale) },
          place: pickName(r.place, locale),
          cycle: r.cycle,
        },
      }),
    ),
  };
}

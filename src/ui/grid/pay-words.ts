import type { OrderMoney } from "#domain/ledger/order-money.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Translate } from "#messages/message.ts";
import { formatYuanShort } from "../format/money.ts";

/** How an order stands with its home, in the grid worker's words: what to take, what to give back, what is being looked for, what its credit paid. */
export function payWords(money: OrderMoney, turnedDown: boolean, t: Translate<Messages["grid"]>): string[] {
  const price = formatYuanShort;
  const to = money.dueFen > 0 ? [t(turnedDown ? "pay.rejected" : "pay.due", { price: price(money.dueFen) })] : [];
  const back = money.backBy ? [t(`pay.back.${money.backBy}`, { price: price(money.backFen) })] : [];
  const said = money.saidFen > 0 ? [t("pay.said", { price: price(money.saidFen) })] : [];
  const credit = money.creditFen > 0 ? [t("pay.credit", { price: price(money.creditFen) })] : [];
  const even =
    money.says === "paid" || money.says === "nothing" || money.says === "paid_back" ? [t(`pay.${money.says}`)] : [];
  return [...said, ...credit, ...to, ...back, ...even];
}

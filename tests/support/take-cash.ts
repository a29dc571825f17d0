import { randomUUID } from "node:crypto";
import type { CashReceiptId, OrderId } from "../../src/domain/kernel/ids.ts";
import type { Ctx } from "../../src/server/ctx.ts";
import { receiveCash } from "../../src/server/usecases/money/receive-cash.ts";

type Given = { readonly orderId: OrderId; readonly amountFen: number; readonly dueFen: number };

/** Cash that is handed over in one go, for one order or for several, as a new receipt. @returns its id */
export async function takeCash(worker: Ctx, given: Given | readonly Given[], words?: string): Promise<CashReceiptId> {
  const receiptId = randomUUID() as CashReceiptId;
  await receiveCash(worker, { receiptId, parts: [given].flat(), ...(words ? { words } : {}) });
  return receiptId;
}

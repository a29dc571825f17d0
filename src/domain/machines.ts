import { toMermaid } from "./kernel/diagram.ts";
import { HANDOVER_FLOW } from "./movement/handover.ts";
import { STOP_FLOW } from "./movement/stop.ts";
import { TRIP_FLOW } from "./movement/trip.ts";
import { CYCLE_FLOW } from "./offer/cycle.ts";
import { SHEET_FLOW } from "./orders/grid-sheet.ts";
import { ORDER_FLOW } from "./orders/household-order.ts";
import { IMPORT_FLOW } from "./orders/import-job.ts";
import { LATE_FLOW } from "./orders/late-request.ts";
import { PAYMENT_FLOW } from "./orders/payment.ts";
import { CLAIM_FLOW } from "./oversight/claim.ts";
import { PLACE_IMPORT_FLOW } from "./places/place-import.ts";
import { BAG_FLOW } from "./supply/bag.ts";
import { BATCH_FLOW } from "./supply/batch.ts";
import { ZONE_FLOW } from "./zones/zone.ts";

const DIAGRAMS: readonly (readonly [title: string, diagram: string])[] = [
  ["Cycle 供应批次", toMermaid(CYCLE_FLOW)],
  ["Household order 住户订单", toMermaid(ORDER_FLOW)],
  ["Payment 付款", toMermaid(PAYMENT_FLOW)],
  ["Late request 迟到的单", toMermaid(LATE_FLOW)],
  ["Import job 名单导入", toMermaid(IMPORT_FLOW)],
  ["Grid sheet 网格汇总单", toMermaid(SHEET_FLOW)],
  ["Purchase batch 采购批次", toMermaid(BATCH_FLOW)],
  ["Bag 包裹", toMermaid(BAG_FLOW)],
  ["Trip 班次", toMermaid(TRIP_FLOW)],
  ["Stop 停靠点", toMermaid(STOP_FLOW)],
  ["Handover 交接", toMermaid(HANDOVER_FLOW)],
  ["Zone 分区", toMermaid(ZONE_FLOW)],
  ["Claim 售后", toMermaid(CLAIM_FLOW)],
  ["List of places 地点导入", toMermaid(PLACE_IMPORT_FLOW)],
];

export const STATES_BEGIN = "<!-- states:begin -->";
export const STATES_END = "<!-- states:end -->";

/** Every life of the chain as Markdown: a title and a diagram each, in the order in which a day meets them. */
export function stateDiagrams(): string {
  return DIAGRAMS.map(([title, diagram]) => `### ${title}\n\n\`\`\`mermaid\n${diagram}\n\`\`\``).join("\n\n");
}

/** `page` with the diagrams between its two markers; undefined when it lacks them or has them the wrong way round. */
export function withStateDiagrams(page: string): string | undefined {
  const begin = page.indexOf(STATES_BEGIN);
  const end = page.indexOf(STATES_END);
  if (begin < 0 || end < begin) return undefined;
  return `${page.slice(0, begin + STATES_BEGIN.length)}\n\n${stateDiagrams()}\n\n${page.slice(end)}`;
}

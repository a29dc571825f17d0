import { toMermaid } from "./kernel/diagram.ts";
import { type AnyMachine, movesOf } from "./kernel/machine.ts";
import { actsAs, ROLES, type Role } from "./kernel/role.ts";
import { SETTLEMENT } from "./ledger/settlement.ts";
import { HANDOVER } from "./movement/handover.ts";
import { PLAN } from "./movement/plan.ts";
import { STOP } from "./movement/stop.ts";
import { TRIP } from "./movement/trip.ts";
import { CYCLE } from "./offer/cycle.ts";
import { SHEET } from "./orders/grid-sheet.ts";
import { ORDER } from "./orders/household-order.ts";
import { IMPORT_JOB } from "./orders/import-job.ts";
import { LATE_REQUEST } from "./orders/late-request.ts";
import { PAYMENT } from "./orders/payment.ts";
import { ACCOUNT_REQUEST } from "./oversight/account-request.ts";
import { CLAIM } from "./oversight/claim.ts";
import { MEMBERSHIP } from "./places/membership.ts";
import { ALLOCATION_RUN } from "./supply/allocation-run.ts";
import { BAG } from "./supply/bag.ts";
import { BATCH } from "./supply/batch.ts";
import { CITY_IMPORT } from "./workbook/city-import.ts";
import { ZONE } from "./zones/zone.ts";

/** Every life of the chain, in the order in which a day meets them. */
export const MACHINES = [
  ["Cycle 供应批次", CYCLE],
  ["Household order 住户订单", ORDER],
  ["Payment 付款", PAYMENT],
  ["Late request 迟到的单", LATE_REQUEST],
  ["Import job 名单导入", IMPORT_JOB],
  ["Grid sheet 网格汇总单", SHEET],
  ["Allocation run 分配", ALLOCATION_RUN],
  ["Purchase batch 采购批次", BATCH],
  ["Bag 包裹", BAG],
  ["Plan 排线方案", PLAN],
  ["Trip 班次", TRIP],
  ["Stop 停靠点", STOP],
  ["Handover 交接", HANDOVER],
  ["Zone 分区", ZONE],
  ["Claim 售后", CLAIM],
  ["Settlement 结算", SETTLEMENT],
  ["Workbook 导入", CITY_IMPORT],
  ["Member of a home 住户成员", MEMBERSHIP],
  ["Account request 账号恢复", ACCOUNT_REQUEST],
] as const satisfies readonly (readonly [title: string, machine: AnyMachine])[];

export type LegalMove = { readonly life: string; readonly from: string; readonly to: string; readonly by: Role[] };

/** Every change of state that some act of a life makes, with the roles that may: what the database lets pass. */
export function legalMoves(): LegalMove[] {
  const legal = new Map<string, LegalMove>();
  for (const [, machine] of MACHINES as readonly (readonly [string, AnyMachine])[])
    for (const { from, move } of movesOf(machine)) {
      const key = `${machine.name} ${from} ${move.to}`;
      const before = legal.get(key)?.by ?? [];
      const by = ROLES.filter((role) => before.includes(role) || move.by.some((b) => actsAs(role, b)));
      legal.set(key, { life: machine.name, from, to: move.to, by });
    }
  return [...legal.values()];
}

export const STATES_BEGIN = "<!-- states:begin -->";
export const STATES_END = "<!-- states:end -->";

/** Every life of the chain as Markdown: a title and a diagram each, in the order in which a day meets them. */
export function stateDiagrams(): string {
  return MACHINES.map(([title, machine]) => `### ${title}\n\n\`\`\`mermaid\n${toMermaid(machine)}\n\`\`\``).join(
    "\n\n",
  );
}

/** `page` with the diagrams between its two markers; undefined when it lacks them or has them the wrong way round. */
export function withStateDiagrams(page: string): string | undefined {
  const begin = page.indexOf(STATES_BEGIN);
  const end = page.indexOf(STATES_END);
  if (begin < 0 || end < begin) return undefined;
  return `${page.slice(0, begin + STATES_BEGIN.length)}\n\n${stateDiagrams()}\n\n${page.slice(end)}`;
}

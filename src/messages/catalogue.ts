import { accounts as enAccounts } from "./en/accounts.ts";
import { audit as enAudit } from "./en/audit.ts";
import { auth as enAuth } from "./en/auth.ts";
import { common as enCommon } from "./en/common.ts";
import { demo as enDemo } from "./en/demo.ts";
import { desk as enDesk } from "./en/desk.ts";
import { dispatch as enDispatch } from "./en/dispatch.ts";
import { driver as enDriver } from "./en/driver.ts";
import { errors as enErrors } from "./en/errors.ts";
import { grid as enGrid } from "./en/grid.ts";
import { groupList as enGroupList } from "./en/group-list.ts";
import { outbox as enOutbox } from "./en/outbox.ts";
import { papers as enPapers } from "./en/papers.ts";
import { places as enPlaces } from "./en/places.ts";
import { refusals as enRefusals } from "./en/refusals.ts";
import { resident as enResident } from "./en/resident.ts";
import { settlement as enSettlement } from "./en/settlement.ts";
import { slips as enSlips } from "./en/slips.ts";
import { staff as enStaff } from "./en/staff.ts";
import { states as enStates } from "./en/states.ts";
import { store as enStore } from "./en/store.ts";
import { upkeep as enUpkeep } from "./en/upkeep.ts";
import { fill } from "./fill.ts";
import type { Locale } from "./locale.ts";
import type { Message, Translate } from "./message.ts";
import { accounts as zhAccounts } from "./zh-CN/accounts.ts";
import { audit as zhAudit } from "./zh-CN/audit.ts";
import { auth as zhAuth } from "./zh-CN/auth.ts";
import { common as zhCommon } from "./zh-CN/common.ts";
import { demo as zhDemo } from "./zh-CN/demo.ts";
import { desk as zhDesk } from "./zh-CN/desk.ts";
import { dispatch as zhDispatch } from "./zh-CN/dispatch.ts";
import { driver as zhDriver } from "./zh-CN/driver.ts";
import { errors as zhErrors } from "./zh-CN/errors.ts";
import { grid as zhGrid } from "./zh-CN/grid.ts";
import { groupList as zhGroupList } from "./zh-CN/group-list.ts";
import { outbox as zhOutbox } from "./zh-CN/outbox.ts";
import { papers as zhPapers } from "./zh-CN/papers.ts";
import { places as zhPlaces } from "./zh-CN/places.ts";
import { refusals as zhRefusals } from "./zh-CN/refusals.ts";
import { resident as zhResident } from "./zh-CN/resident.ts";
import { settlement as zhSettlement } from "./zh-CN/settlement.ts";
import { slips as zhSlips } from "./zh-CN/slips.ts";
import { staff as zhStaff } from "./zh-CN/staff.ts";
import { states as zhStates } from "./zh-CN/states.ts";
import { store as zhStore } from "./zh-CN/store.ts";
import { upkeep as zhUpkeep } from "./zh-CN/upkeep.ts";

export type { Locale } from "./locale.ts";

const zh = {
  common: zhCommon,
  states: zhStates,
  errors: zhErrors,
  refusals: zhRefusals,
  audit: zhAudit,
  auth: zhAuth,
  demo: zhDemo,
  resident: zhResident,
  grid: zhGrid,
  store: zhStore,
  dispatch: zhDispatch,
  driver: zhDriver,
  desk: zhDesk,
  outbox: zhOutbox,
  papers: zhPapers,
  places: zhPlaces,
  settlement: zhSettlement,
  slips: zhSlips,
  accounts: zhAccounts,
  staff: zhStaff,
  upkeep: zhUpkeep,
  groupList: zhGroupList,
} as const;

/** A namespace is one area's words: a screen is given only those that it uses. */
export type Namespace = keyof typeof zh;
export type Messages = typeof zh;

const en: { readonly [N in Namespace]: Readonly<Record<keyof Messages[N], Message>> } = {
  common: enCommon,
  states: enStates,
  errors: enErrors,
  refusals: enRefusals,
  audit: enAudit,
  auth: enAuth,
  demo: enDemo,
  resident: enResident,
  grid: enGrid,
  store: enStore,
  dispatch: enDispatch,
  driver: enDriver,
  desk: enDesk,
  outbox: enOutbox,
  papers: enPapers,
  places: enPlaces,
  settlement: enSettlement,
  slips: enSlips,
  accounts: enAccounts,
  staff: enStaff,
  upkeep: enUpkeep,
  groupList: enGroupList,
};

const CATALOGUE: Readonly<Record<Locale, Readonly<Record<Namespace, Readonly<Record<string, Message>>>>>> = {
  "zh-CN": zh,
  en,
};

/** The raw words of some namespaces, to hand to the client: plain data. */
export function wordsOf(
  locale: Locale,
  namespaces: readonly Namespace[],
): Partial<Record<Namespace, Readonly<Record<string, Message>>>> {
  return Object.fromEntries(namespaces.map((n) => [n, CATALOGUE[locale][n]]));
}

/** `t` for one namespace: `translator("en", "resident")("home.title")`. An unknown key answers itself. */
export function translator<N extends Namespace>(locale: Locale, namespace: N): Translate<Messages[N]> {
  const words = CATALOGUE[locale][namespace];
  return (key, ...values) => fill(words[key] ?? key, locale, values[0]);
}

import type { Items } from "./context.ts";
import type { Reason } from "./flags.ts";
import { readLeftovers, type Said } from "./leftover.ts";
import { emptyParty, type Party, toParties } from "./parties.ts";
import type { Home, Place } from "./places.ts";
import { type Deed, readDeed } from "./read-deed.ts";
import { type ScanRules, scan } from "./scan.ts";

/** One home's part of an entry. */
export type Wish = {
  readonly household: string | null;
  readonly rawAddress?: string;
  readonly deed: Deed;
  readonly reasons: readonly Reason[];
  readonly contact?: string;
  readonly note?: string;
  readonly placedBy?: string;
  readonly rawItem?: string;
  readonly splitTo?: string;
  /** What the home says it has paid; the sum where it names one. */
  readonly paid?: { readonly yuan?: number };
  /** Sums written beside the order, to be compared with what it costs. */
  readonly statedYuan: readonly number[];
};

export type EntryRules = ScanRules & {
  readonly findHome: (place: Place) => Home;
  /** The package of a bare number; undefined when the list leaves it open. */
  readonly own: string | undefined;
  readonly otherGroups: readonly string[];
  readonly listGroup?: string;
};

/** Where an entry stands: who says it, whether it is in the list's own form, what a bare room inherits. */
export type Standing = {
  readonly speaker?: string;
  readonly speakerPlace?: Place;
  readonly section?: Place;
  /** A numbered entry or a line in the form of one: an address alone may then count as one package. */
  readonly listed: boolean;
};

const KIN =
  /^(我|俺|家里|家)?(爸|妈|老爸|老妈|父|母|老人|爷|奶|外公|外婆|公公|婆婆|岳|儿|女|弟|妹|哥|姐|爱人|老婆|老公|家)/u;
/** Bl, AA: perhaps a code with a slip in it, when no amount says otherwise. */
const CODELIKE = /^[A-Za-z]{1,3}$/;
/** 女儿代订, 楼长代报: somebody else's hand. */
const BY_OTHERS = /代(订|下|报|买|购|拍|接|点|下单)?$/u;
const NO_ITEMS: Items = {};
const why = (flag: Reason["flag"], values: Reason["values"] = {}): Reason => ({ flag, values });

/** Reads one entry. No wish when it orders nothing: politeness, a signature, an announcement. */
export function readEntry(text: string, standing: Standing, rules: EntryRules): Wish[] {
  const marks = scan(text, rules);
  const base = standing.speakerPlace ?? standing.section;
  const parties = joinOwn(toParties(text, marks, base));
  for (const party of parties)
    party.places.splice(0, party.places.length, ...party.places.map((p) => inSection(p, standing.section, rules)));
  const first = parties[0] ?? emptyParty(false);
  const firstPlace = first.places[0] ?? (standing.speakerPlace && !first.behalf ? standing.speakerPlace : undefined);
  const placer = firstPlace && rules.findHome(firstPlace);
  const placedBy = placer && "household" in placer ? placer.household : undefined;
  const group = rules.otherGroups.find((g) => g !== "" && text.includes(g));
  const several = parties.reduce(
    (n, p) => n + (p.steps.length > 0 || p.acts.length > 0 ? Math.max(1, p.places.length) : 0),
    0,
  );
  // 送到3-1-303, 放3-1-401门口: a further address without an amount orders nothing for sure.
  const odd = parties.some(
    (p, i) => i > 0 && p.places.length > 0 && isIdle(p) && parties.some((q) => q.steps.length > 0),
  );
  return parties.flatMap((party, index) => {
    const wishes = wishesOf(party, {
      text,
      standing,
      rules,
      owner: index === 0,
      homeFirst: marks[0]?.k === "home",
      alone: parties.length === 1,
      many: several > 1 && !party.behalf && index > 0,
      ...(party.behalf && placedBy !== undefined && party.places.length > 0 ? { placedBy } : {}),
    });
    const extra: Reason[] = [];
    if (group !== undefined) extra.push(why("OTHER_GROUP", { group }));
    if (odd) extra.push(why("FREE_TEXT_REQUEST", { text }));
    if (several > 1 && index === 0 && parties.some((p, i) => i > 0 && !p.behalf && p.steps.length > 0))
      extra.push(why("MULTI_HOUSEHOLD_LINE"));
    return wishes.map((w) => ({ ...w, reasons: [...w.reasons, ...extra] }));
  });
}

/**
 * Somebody who orders for his own people names no other home: "给我爸下1份" is the order of the address before it. What is
 * given to somebody and no amount with it, a parcel left with the porter, is no order at all.
 */
function joinOwn(parties: readonly Party[]): Party[] {
  const [first, ...rest] = parties;
  if (!first) return [];
  const kept: Party[] = [first];
  for (const party of rest) {
    const who = party.leftovers[0]?.text ?? "";
    const idle = party.steps.length === 0 && party.acts.length === 0;
    const own =
      party.behalf &&
      party.places.length === 0 &&
      first.steps.length === 0 &&
      first.places.length > 0 &&
      (KIN.test(who) || /^(下|订|买|报|忙|带|下单)?$/u.test(who));
    if (party.places.length === 0 && (idle || own)) {
      const offset = first.steps.length;
      first.steps.push(...party.steps);
      first.acts.push(...party.acts.map((a) => ({ ...a, at: a.at + offset })));
      first.leftovers.push(
        ...(own && !idle
          ? party.leftovers.slice(1)
          : party.leftovers.map((l) => ({ ...l, text: idle && party.behalf ? `给${l.text}` : l.text }))),
      );
      for (const said of party.said) first.said.add(said);
      first.doubts.push(...party.doubts);
      first.stray.push(...party.stray);
      first.statedYuan.push(...party.statedYuan);
      if (party.paidYuan !== undefined) first.paidYuan = party.paidYuan;
      first.phone ||= party.phone;
      first.each ||= party.each;
      if (own && !idle) first.said.add("behalf");
    } else kept.push(party);
  }
  return kept;
}

/** Under a line `3栋`, `1-101` is unit and room of it, unless it is a whole address by itself. */
function inSection(place: Place, section: Place | undefined, rules: EntryRules): Place {
  if (section?.building === undefined) return place;
  // 1单元402 says all but the building.
  if (place.building === undefined && place.unit !== undefined) return { ...place, building: section.building };
  if (place.building === undefined || place.unit !== undefined) return place;
  const inside: Place = { ...place, building: section.building, unit: place.building };
  return rules.fits(inside) && !rules.fits(place) ? inside : place;
}

const isIdle = (p: Party): boolean =>
  p.steps.length === 0 && p.acts.length === 0 && !p.said.has("same") && !p.said.has("above");

type Around = {
  readonly text: string;
  readonly standing: Standing;
  readonly rules: EntryRules;
  readonly owner: boolean;
  /** The line begins with its address. */
  readonly homeFirst: boolean;
  readonly alone: boolean;
  readonly many: boolean;
  readonly placedBy?: string;
};

function wishesOf(party: Party, around: Around): Wish[] {
  const { rules, standing, text } = around;
  const said = readLeftovers(party.leftovers);
  const reasons: Reason[] = [];
  const deed = readDeed(party, rules.own, reasons);
  const acts = deed.kind !== "set" || Object.keys(deed.items).length > 0 || reasons.length > 0;
  const idle = !acts && party.steps.length === 0;
  const places =
    party.places.length > 0 ? party.places : around.owner && standing.speakerPlace ? [standing.speakerPlace] : [];
  if (idle && !orders(party, said, around, places)) return [];
  let wanted = deed;
  if (idle) {
    if (rules.own === undefined) reasons.push(why("UNKNOWN_ITEM", { text }));
    else wanted = { kind: "set", items: { [rules.own]: 1 } };
    reasons.push(why("DEFAULT_QTY_1", { item: rules.own ?? "" }));
    if (
      !said.plain ||
      said.goods.length > 0 ||
      party.said.has("ask") ||
      party.said.has("count") ||
      CODELIKE.test(said.contact ?? "")
    )
      reasons.push(why("FREE_TEXT_REQUEST", { text }));
  }
  const named = party.steps.some((st) => st.t === "item");
  const bareAmount = named ? undefined : party.steps.find((st) => st.t === "amount")?.raw;
  if (party.doubts.length > 0) reasons.push(why("FREE_TEXT_REQUEST", { text: party.doubts.join(" ") }));
  if (party.behalf || party.said.has("behalf") || party.leftovers.some((l) => BY_OTHERS.test(l.text)))
    reasons.push(why("ON_BEHALF", { by: around.placedBy ?? "" }));
  if (party.said.has("cash")) reasons.push(why("CASH"));
  if (party.places.length > 1 || around.many) reasons.push(why("MULTI_HOUSEHOLD_LINE"));
  if (party.phone) reasons.push(why("PHONE_FOUND"));
  if (said.note !== undefined) reasons.push(why("NOTE", { note: said.note }));
  if (said.health) reasons.push(why("HEALTH_NOTE"));
  for (const goods of said.goods) if (!idle) reasons.push(why("UNKNOWN_ITEM", { text: `${goods}${bareAmount ?? ""}` }));
  // 鸡蛋2份 is two of something that is not on the list, not two of the list's own package.
  if (said.goods.length > 0 && bareAmount !== undefined) wanted = { kind: "set", items: NO_ITEMS };
  for (const text of party.stray) reasons.push(why("SUSPECT_TYPO", { text }));
  for (const figure of said.figures) reasons.push(why("SUSPECT_TYPO", { text: figure }));
  if (party.said.has("paid")) reasons.push(why("PAYMENT_CLAIM", { yuan: party.paidYuan ?? "" }));
  if (party.said.has("unpaid")) reasons.push(why("UNPAID"));
  if (party.said.has("split")) reasons.push(why("SPLIT_REQUEST", { to: party.splitTo?.raw ?? "" }));
  // 丁阿明、丁阿福各A1: a second family without its group.
  const second = said.contact !== undefined && /^(?![老小阿大])\p{Script=Han}{2,4}$/u.test(said.contact);
  if (rules.village && party.places.length === 1 && (party.each || second))
    reasons.push(why("FREE_TEXT_REQUEST", { text }));
  // 各1份 without packages: of every one on the list, or of the usual one?
  if (party.each && !named && party.places.length <= 1) reasons.push(why("FREE_TEXT_REQUEST", { text }));
  if (party.places.length > 1 && !party.each && party.steps.length > 0)
    reasons.push(why("SPLIT_REQUEST", { to: party.places.map((p) => p.raw).join(" ") }));
  // 林姐能不能帮我加一份 names who is asked, not who orders.
  const asks = party.said.has("ask") || party.said.has("self");
  const speaker = around.owner && !party.behalf ? standing.speaker : undefined;
  const contact = around.homeFirst || !asks ? (said.contact ?? speaker) : (speaker ?? said.contact);
  const split = party.splitTo && rules.findHome(party.splitTo);
  const rest = {
    deed: wanted,
    ...(contact === undefined ? {} : { contact }),
    ...(said.note === undefined ? {} : { note: said.note }),
    ...(around.placedBy === undefined ? {} : { placedBy: around.placedBy }),
    ...(rawItemOf(reasons) === undefined ? {} : { rawItem: rawItemOf(reasons) }),
    ...(party.said.has("paid") ? { paid: party.paidYuan === undefined ? {} : { yuan: party.paidYuan } } : {}),
    ...(party.splitTo ? { splitTo: split && "household" in split ? split.household : party.splitTo.raw } : {}),
    statedYuan: party.statedYuan,
  };
  if (places.length === 0) return [{ household: null, reasons: [...reasons, why("NO_ADDRESS")], ...rest }] as Wish[];
  return places.map((place): Wish => {
    const home = rules.findHome(place);
    const own: Reason[] = [...reasons];
    if (place.group !== undefined && rules.listGroup !== undefined && place.group !== rules.listGroup)
      own.push(why("OTHER_GROUP", { group: place.group }));
    if ("reason" in home)
      return { household: null, rawAddress: place.raw, reasons: [...own, home.reason], ...rest } as Wish;
    if (home.doubt) own.push(home.doubt);
    return { household: home.household, reasons: own, ...rest } as Wish;
  });
}

/** Whether an address without an amount is an order of one all the same: an entry of the list, and nothing but a name or a note with it. */
function orders(party: Party, said: Said, around: Around, places: readonly Place[]): boolean {
  if (party.places.length === 0 && !around.owner) return false;
  // Who only lends his hand to neighbours orders nothing himself.
  if (!around.alone && around.owner) return false;
  if (places.length === 0) return false;
  if (party.said.has("chat") || said.chat)
    return around.standing.listed && party.places.length > 0 && !around.text.includes("收到");
  return around.standing.listed || party.places.length === 0 ? party.places.length > 0 : false;
}

const rawItemOf = (reasons: readonly Reason[]): string | undefined => {
  const texts = reasons.filter((r) => r.flag === "UNKNOWN_ITEM").map((r) => String(r.values.text ?? ""));
  return texts.length > 0 ? texts.join(" ") : undefined;
};

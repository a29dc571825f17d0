import { z } from "zod";
import type { Page } from "#domain/kernel/page.ts";
import type { Role } from "#domain/kernel/role.ts";
import { parseServiceDay, plusDays, type ServiceDay } from "#domain/kernel/time.ts";

/** What an event may be about, as events are named: the part before the dot. */
export const AUDIT_SUBJECTS = [
  "order",
  "payment",
  "cash_box",
  "claim",
  "household",
  "person",
  "membership",
  "sheet",
  "import_job",
  "late_request",
  "cycle",
  "allocation_run",
  "allocation",
  "batch",
  "bag",
  "lot",
  "pick",
  "shortage",
  "settlement",
  "plan",
  "trip",
  "stop",
  "handover",
  "vehicle",
  "closure",
  "zone",
  "community",
  "grid",
  "package",
  "price_cap",
  "city_import",
  "city_row",
  "role",
  "account",
  "desk",
  "sign_in",
] as const;
export type AuditSubject = (typeof AUDIT_SUBJECTS)[number];

/** What a reader of the record asks for; both days are whole. */
export type AuditWish = {
  readonly from: ServiceDay;
  readonly to: ServiceDay;
  /** A name or user name. */
  readonly who: string;
  readonly about: AuditSubject | "";
  /** The id of one thing. */
  readonly thing: string;
  /** Sign-ins, roles, accounts and looks at telephones alone. */
  readonly access: boolean;
  readonly page: number;
};

const DAYS_SHOWN = 7;
const word = z.string().trim().max(80).catch("");

/**
 * Reads the wish out of an address; without days it is the last seven.
 * @param today the day of the program's clock
 */
export function parseAuditWish(query: Readonly<Record<string, unknown>>, today: ServiceDay): AuditWish {
  const day = (name: string) => parseServiceDay(word.parse(query[name]));
  const to = day("to") ?? today;
  const page = Number(query.page);
  return {
    from: day("from") ?? plusDays(to, 1 - DAYS_SHOWN),
    to,
    who: word.parse(query.who),
    about: z.enum(AUDIT_SUBJECTS).or(z.literal("")).catch("").parse(query.about),
    thing: z.guid().or(z.literal("")).catch("").parse(query.thing),
    access: query.of === "access",
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

/** One line of the record. A resident is named by no name. */
export type AuditRow = {
  readonly id: string;
  readonly atMs: number;
  readonly who: string | null;
  readonly standsInFor: string | null;
  readonly role: Role | null;
  /** `order.confirm`: what it was done to, and what was done. */
  readonly kind: string;
  readonly thing: string | null;
  readonly cycle: number | null;
  readonly from: string | null;
  readonly to: string | null;
  /** The reason that was given, or the step that was tried. */
  readonly reason: string | null;
  readonly times: number;
};
export type AuditPage = { readonly rows: readonly AuditRow[]; readonly at: Page };

/** How far the record is linked, and when it was last hashed again. */
export type ChainState = {
  readonly newest: { readonly link: number; readonly hash: string; readonly atMs: number } | null;
  /** Entries after the newest link. */
  readonly since: number;
  readonly check: {
    readonly atMs: number;
    readonly links: number;
    readonly brokenLink: number | null;
    readonly anchors: number;
    readonly anchoredLink: number | null;
  } | null;
};

import Link from "next/link";
import type { AuditRow } from "#contract/audit.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";
import { formatDayTime } from "../format/time.ts";
import type { Table } from "../table/table-view.ts";
import s from "./audit.module.css";
import { eventWords } from "./event-words.ts";

export type AuditWords = {
  readonly audit: Translate<Messages["audit"]>;
  readonly states: Translate<Messages["states"]>;
};

const SHOWN = ["at", "who", "role", "what", "reason", "cycle", "thing", "times"] as const;
/** Who takes the table along reads states as they are kept. */
const EXPORTED = [...SHOWN, "change"] as const;
/** The steps of the sign-in that have words; what somebody else asked for is a name of the program's. */
const STEPS = {
  "/sign-in/username": "password",
  "/phone-number/verify": "message",
  "/two-factor/verify-totp": "code",
  "/two-factor/verify-backup-code": "spare",
} as const;
const isStep = (reason: string): reason is keyof typeof STEPS => Object.hasOwn(STEPS, reason);
/** Enough of an id to know it again; the export has all of it. */
const SHORT = 8;

/** The lines of the record; an id leads to all that was done to that thing. */
export function auditTable(
  rows: readonly AuditRow[],
  { audit: t, states }: AuditWords,
  locale: Locale,
  how: "shown" | "exported",
): Table {
  return {
    columns: (how === "shown" ? SHOWN : EXPORTED).map((key) => ({
      key,
      label: t(`col.${key}`),
      sortable: false,
      number: key === "times",
    })),
    rows: rows.map((r) => ({
      id: r.id,
      cells: {
        at: { value: new Date(r.atMs).toISOString(), node: formatDayTime(r.atMs, locale) },
        who:
          r.standsInFor && r.who
            ? t("stands.in", { name: r.who, for: r.standsInFor })
            : (r.who ?? (r.role ? null : t("nobody"))),
        role: r.role && states(`role.${r.role}`),
        what: { value: `${eventWords(r.kind, t, locale)} (${r.kind})`, node: eventWords(r.kind, t, locale) },
        change: r.from && r.to ? `${r.from} → ${r.to}` : null,
        reason: r.reason && { value: r.reason, node: isStep(r.reason) ? t(`step.${STEPS[r.reason]}`) : r.reason },
        cycle: r.cycle,
        thing: r.thing && {
          value: r.thing,
          node: (
            <Link className={s.link} href={`/audit?thing=${r.thing}&from=2020-01-01`}>
              {r.thing.slice(0, SHORT)}
            </Link>
          ),
        },
        times: r.times,
      },
    })),
  };
}

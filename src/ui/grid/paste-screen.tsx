import Link from "next/link";
import type { PasteView } from "#contract/group-list.ts";
import { writeOpening } from "#domain/group-list/write-list.ts";
import { fen } from "#domain/kernel/money.ts";
import { listWords } from "#messages/list-words.ts";
import { pickName } from "../format/name.ts";
import { formatNear } from "../format/time.ts";
import { Icon } from "../icons/icon.tsx";
import { CopyButton } from "../kit/copy-button.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { Section } from "../kit/section.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { GridFrame } from "./grid-frame.tsx";
import { PasteForm } from "./paste-form.tsx";
import { RoundStrip } from "./round-strip.tsx";
import s from "./rows.module.css";
import { SheetForm } from "./sheet-form.tsx";

/** A group list comes in here; its opening, ready for the group, goes out; below what was pasted in this round. */
export async function PasteScreen({ view, shared, nowMs }: { view: PasteView; shared: string; nowMs: number }) {
  const [t, { locale }] = [await getT("groupList"), await getPreferences()];
  const items = view.offers.map((o) => ({
    code: o.letter,
    names: [pickName(o.name, locale)],
    priceFen: fen(o.priceFen),
    limit: o.householdLimit,
  }));
  const until = view.untilMs === null ? "" : formatNear(view.untilMs, nowMs, locale);
  return (
    <GridFrame
      back="/g/more"
      title={t("paste.title")}
      under={view.cycleId ? t("paste.until", { time: until }) : undefined}
      live={view.gridId}
    >
      <RoundStrip of={view.choice} nowMs={nowMs} path="/g/paste" />
      {view.cycleId ? (
        <>
          <PasteForm cycleId={view.cycleId} gridId={view.gridId} shared={shared} />
          <SheetForm cycleId={view.cycleId} gridId={view.gridId} />
        </>
      ) : (
        <EmptyState icon="clipboard-paste" title={t("paste.closed")}>
          {t("paste.closed.words")}
        </EmptyState>
      )}
      {view.lists.length > 0 && (
        <Section title={t("paste.before")}>
          <ul className={s.rows} style={{ margin: "0 -16px" }}>
            {view.lists.map((l) => (
              <li key={l.importId}>
                <Link href={`/g/paste/${l.importId}`} className={s.row} prefetch={false}>
                  <span className={s.words}>
                    <b>{formatNear(l.pastedMs, nowMs, locale)}</b>
                    <span className={s.quiet}>{t("paste.orders", { n: l.orders })}</span>
                  </span>
                  <StateTag tone={l.state === "applied" ? "done" : l.state === "in_review" ? "ink" : "plain"}>
                    {t(`state.${l.state}`)}
                  </StateTag>
                  <Icon name="chevron-right" size={22} />
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {view.cycleId && items.length > 0 && (
        <Section title={t("paste.opening")}>
          <div className={s.stack}>
            <p className={s.quiet}>{t("paste.opening.words")}</p>
            <CopyButton
              size={54}
              wide
              text={writeOpening(t("paste.opening.title", { time: until }), items, listWords(locale))}
            >
              {t("paste.opening.copy")}
            </CopyButton>
          </div>
        </Section>
      )}
    </GridFrame>
  );
}

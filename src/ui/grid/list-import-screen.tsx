import type { ListImportView, ListRowView } from "#contract/group-list.ts";
import { amountsText } from "#domain/group-list/amounts-text.ts";
import type { Reason } from "#domain/group-list/flags.ts";
import { MESSAGE_SIGNS, writeReply } from "#domain/group-list/write-list.ts";
import { fen } from "#domain/kernel/money.ts";
import { listWords, reasonWords } from "#messages/list-words.ts";
import { formatNear } from "../format/time.ts";
import { InfoNote } from "../kit/notes.tsx";
import { Section } from "../kit/section.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { AcceptColumns } from "./accept-columns.tsx";
import { BesideText, type TextLine } from "./beside-text.tsx";
import { CopyPieces } from "./copy-pieces.tsx";
import { GridFrame } from "./grid-frame.tsx";
import s from "./list-import.module.css";
import { ListRow } from "./list-row.tsx";
import { SheetColumns } from "./sheet-columns.tsx";
import { WriteList } from "./write-list.tsx";

/** A pasted list as its worker decides on it: doubtful rows first, each with one-tap ways out; then what is clear. */
export async function ListImportScreen({ view, nowMs }: { view: ListImportView; nowMs: number }) {
  const [t, { locale }] = [await getT("groupList"), await getPreferences()];
  const why = reasonWords(locale);
  const of = (stands: ListRowView["stands"]) => view.rows.filter((r) => r.stands === stands);
  const [open, taken, ignored] = [of("open"), of("taken"), of("ignored")];
  // What is as in the list before is not gone through again.
  const [same, news] = [taken.filter((r) => r.same), taken.filter((r) => !r.same)];
  const { counts } = view;
  const price = (letter: string) => {
    const offer = view.offers.find((o) => o.letter === letter);
    return offer && fen(offer.priceFen);
  };
  const replies = writeReply(
    taken.map((r) => ({ ...r, reasons: [], held: false, spans: [] })),
    price,
    listWords(locale),
    MESSAGE_SIGNS,
  );
  const named = ({ flag, values }: Reason): Reason => ({
    flag,
    values: values.column === undefined ? values : { ...values, column: columnName(Number(values.column)) },
  });
  const columnName = (n: number) => view.sheet?.columns[n - 1]?.name ?? t("sheet.column", { n });
  const row = (r: ListRowView) => (
    <ListRow
      key={r.row}
      importId={view.importId}
      row={r}
      reasons={r.reasons.map((reason) => why(withoutHalfDoor(named(reason))))}
      offers={view.offers}
      mayDecide={view.mayDecide}
    />
  );
  return (
    <GridFrame
      back="/g/paste"
      title={t("import.title")}
      wide
      under={t("import.pasted", { time: formatNear(view.pastedMs, nowMs, locale) })}
      live={view.gridId}
      dock={
        view.mayName ? (
          <AcceptColumns importId={view.importId} rows={view.readable ? counts.open + counts.taken : null} />
        ) : view.state === "in_review" || view.mayUndo ? (
          <WriteList
            importId={view.importId}
            aggregator={view.aggregator}
            open={counts.open}
            orders={taken.length}
            until={formatNear(view.graceEndsMs, nowMs, locale)}
            mayDecide={view.mayDecide}
            mayUndo={view.mayUndo}
          />
        ) : undefined
      }
    >
      <BesideText lines={textLines(view)}>
        <dl className={s.sum}>
          {(["open", "taken", "ignored", "all"] as const).map((k) => (
            <div key={k} data-of={k} data-some={k === "open" && counts.open > 0 ? "" : undefined}>
              <dd>{counts[k]}</dd>
              <dt>{t(`count.${k}`)}</dt>
            </div>
          ))}
        </dl>
        {view.state !== "in_review" && (
          <div className={s.note}>
            <StateTag tone={view.state === "applied" ? "done" : "plain"}>{t(`state.${view.state}`)}</StateTag>
            {view.state === "applied" && <p>{t("import.did", view.did)}</p>}
          </div>
        )}
        {view.sheet && view.mayName && (
          <SheetColumns importId={view.importId} sheet={view.sheet} offers={view.offers} />
        )}
        {view.flags.length > 0 && (
          <ul className={s.note}>
            {view.flags.map((f) => (
              <li key={f.kind === "CHECKSUM_MISMATCH" ? f.item : f.kind}>
                <InfoNote
                  tone={f.kind === "CHECKSUM_MISMATCH" ? "ink" : "plain"}
                  icon={f.kind === "CHECKSUM_MISMATCH" ? "message-square-warning" : "info"}
                >
                  {f.kind === "CHECKSUM_MISMATCH"
                    ? t("message.CHECKSUM_MISMATCH", { item: f.item, claimed: f.claimed, counted: f.counted })
                    : f.kind === "CHATTER_IGNORED"
                      ? t("message.CHATTER_IGNORED", { n: f.lines })
                      : t(`message.${f.kind}`)}
                </InfoNote>
              </li>
            ))}
          </ul>
        )}
        {open.length > 0 && (
          <Section title={t("import.first", { n: counts.open })}>
            <ul className={s.cards}>{open.map(row)}</ul>
          </Section>
        )}
        {view.gone.length > 0 && (
          <Section title={t("import.gone", { n: view.gone.length })}>
            <p>{t("import.gone.words")}</p>
            <ul className={s.gone}>
              {view.gone.map((g) => (
                <li key={g.household}>
                  <b>{g.household}</b> {amountsText(g.items)}
                </li>
              ))}
            </ul>
          </Section>
        )}
        {news.length > 0 && (
          <Section title={t("import.taken", { n: linesOf(news) })}>
            <ul>{news.map(row)}</ul>
          </Section>
        )}
        {same.length > 0 && (
          <details className={s.same}>
            <summary>{t("import.unchanged", { n: same.length })}</summary>
            <p>{t("import.unchanged.words")}</p>
            <ul>{same.map(row)}</ul>
          </details>
        )}
        {view.state === "applied" && replies.length > 0 && (
          <Section title={t("import.reply")}>
            <CopyPieces texts={replies} />
          </Section>
        )}
        {(ignored.length > 0 || view.passed.length > 0) && (
          <Section title={t("import.ignored", { n: counts.ignored })}>
            <ul>{ignored.map(row)}</ul>
            <ol className={s.raw}>
              {view.passed.map((l) => (
                <li key={l.no} value={l.no}>
                  {l.text}
                </li>
              ))}
            </ol>
          </Section>
        )}
        <details className={s.text}>
          <summary>{t("import.text")}</summary>
          <pre>{view.text}</pre>
        </details>
      </BesideText>
    </GridFrame>
  );
}

const linesOf = (rows: readonly ListRowView[]): number => new Set(rows.flatMap((r) => r.lines.map((l) => l.no))).size;

/** All lines of the text that say something, with the orders that they speak of. */
function textLines(view: ListImportView): TextLine[] {
  const lines = new Map<number, { text: string; rows: number[] }>();
  for (const l of view.passed) lines.set(l.no, { text: l.text, rows: [] });
  for (const r of view.rows)
    for (const l of r.lines) lines.set(l.no, { text: l.text, rows: [...(lines.get(l.no)?.rows ?? []), r.row] });
  return [...lines].map(([no, l]) => ({ no, ...l })).sort((a, b) => a.no - b.no);
}

/** A door of which only the room is known is asked for by the choices below, not by a pattern. */
const withoutHalfDoor = ({ flag, values }: Reason): Reason => ({
  flag,
  values: `${values.likely}`.includes("?") ? { ...values, likely: "" } : values,
});

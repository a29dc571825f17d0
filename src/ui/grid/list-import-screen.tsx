import type { ListImportView, ListRowView } from "#contract/group-list.ts";
import type { Reason } from "#domain/group-list/flags.ts";
import { writeReply } from "#domain/group-list/write-list.ts";
import { fen } from "#domain/kernel/money.ts";
import { listWords, reasonWords } from "#messages/list-words.ts";
import { formatNear } from "../format/time.ts";
import { CopyButton } from "../kit/copy-button.tsx";
import { InfoNote } from "../kit/notes.tsx";
import { Section } from "../kit/section.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { GridFrame } from "./grid-frame.tsx";
import { amountsOf } from "./list-amounts.ts";
import s from "./list-import.module.css";
import { ListRow } from "./list-row.tsx";
import { WriteList } from "./write-list.tsx";

/** Signs that the group's app takes in one message, with room to spare. */
const MESSAGE_SIGNS = 1_000;

/** A pasted list as its worker decides on it: doubtful rows first, each with one-tap ways out; then what is clear. */
export async function ListImportScreen({ view, nowMs }: { view: ListImportView; nowMs: number }) {
  const [t, { locale }] = [await getT("groupList"), await getPreferences()];
  const why = reasonWords(locale);
  const of = (stands: ListRowView["stands"]) => view.rows.filter((r) => r.stands === stands);
  const [open, taken, ignored] = [of("open"), of("taken"), of("ignored")];
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
  const row = (r: ListRowView) => (
    <ListRow
      key={r.row}
      importId={view.importId}
      row={r}
      reasons={r.reasons.map((reason) => why(withoutHalfDoor(reason)))}
      offers={view.offers}
      mayDecide={view.mayDecide}
    />
  );
  return (
    <GridFrame
      back="/g/paste"
      title={t("import.title")}
      under={t("import.pasted", { time: formatNear(view.pastedMs, nowMs, locale) })}
      live={view.gridId}
      dock={
        view.state === "in_review" || view.mayUndo ? (
          <WriteList
            importId={view.importId}
            open={counts.open}
            orders={taken.length}
            until={formatNear(view.graceEndsMs, nowMs, locale)}
            mayDecide={view.mayDecide}
            mayUndo={view.mayUndo}
          />
        ) : undefined
      }
    >
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
      {view.unchanged !== null && <p className={s.note}>{t("import.unchanged", { n: view.unchanged })}</p>}
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
                <b>{g.household}</b> {amountsOf(g.items)}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {taken.length > 0 && (
        <Section title={t("import.taken", { n: counts.taken })}>
          <ul>{taken.map(row)}</ul>
        </Section>
      )}
      {view.state === "applied" && replies.length > 0 && (
        <Section title={t("import.reply")}>
          <div className={s.cards}>
            {replies.map((text, i) => (
              <CopyButton key={text} text={text} size={54} wide>
                {t("import.reply.copy", { i: i + 1, n: replies.length })}
              </CopyButton>
            ))}
          </div>
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
    </GridFrame>
  );
}

/** A door of which only the room is known is asked for by the choices below, not by a pattern. */
const withoutHalfDoor = ({ flag, values }: Reason): Reason => ({
  flag,
  values: `${values.likely}`.includes("?") ? { ...values, likely: "" } : values,
});

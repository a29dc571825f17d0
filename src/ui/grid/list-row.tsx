"use client";
import { useState } from "react";
import type { DecideRowInput, ListOffer, ListRowView, RowChoice } from "#contract/group-list.ts";
import { amountsText } from "#domain/group-list/amounts-text.ts";
import type { ListImportId } from "#domain/kernel/ids.ts";
import { errorWords } from "../error-words.ts";
import { formatSentences } from "../format/list.ts";
import { Icon } from "../icons/icon.tsx";
import { Button } from "../kit/button.tsx";
import { CopyButton } from "../kit/copy-button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import { useChosenRow } from "./beside-text.tsx";
import s from "./list-import.module.css";
import { RowForm } from "./row-form.tsx";

type Props = {
  importId: ListImportId;
  row: ListRowView;
  /** Why it is flagged, in words. */
  reasons: readonly string[];
  offers: readonly ListOffer[];
  mayDecide: boolean;
};

/** One order of a list under the lines that say it: open with its ways out, else folded to one line. */
export function ListRow({ importId, row, reasons, offers, mayDecide }: Props) {
  const [t, errors, refusals, locale] = [useT("groupList"), useT("errors"), useT("refusals"), useLocale()];
  const { act, busy, error } = useAct();
  const [editing, setEditing] = useState(false);
  const chosen = useChosenRow(row.row);
  const decide = (decision: DecideRowInput["decision"]) =>
    act(
      (c) => c.lists.decide.mutate({ importId, row: row.row, decision }),
      () => setEditing(false),
    );
  const why = [
    ...(row.refusal ? [errorWords({ data: { app: row.refusal } }, errors, refusals)] : []),
    ...(row.clash ? [t("row.clash", { home: row.household ?? "" })] : []),
    ...reasons,
  ];
  const lines = (
    <ol className={s.raw}>
      {row.lines.map((l) => (
        <li key={l.no} value={l.no}>
          {l.text}
        </li>
      ))}
    </ol>
  );
  const form = (
    <Dialog open={editing} title={t("row.other")} onClose={() => setEditing(false)}>
      <RowForm
        offers={offers}
        household={row.household ?? ""}
        items={row.items}
        busy={busy}
        error={error}
        onTake={(household, items) => decide({ kind: "take", household, items })}
      />
    </Dialog>
  );
  if (row.stands !== "open")
    return (
      <li className={s.folded} {...chosen}>
        {lines}
        <div>
          <Icon name="corner-down-left" size={18} />
          <b>{row.stands === "ignored" ? t("row.ignored") : row.household}</b>
          {row.stands === "taken" && <b className={s.amounts}>{amountsText(row.items) || t("row.cancelled")}</b>}
          {row.was && <span className={s.was}>{t("row.was", { items: amountsText(row.was) })}</span>}
          {mayDecide &&
            (row.decided ? (
              <Button size={44} icon="undo-2" disabled={busy} onClick={() => decide(null)}>
                {t("row.undo")}
              </Button>
            ) : (
              <Button size={44} icon="pencil" disabled={busy} onClick={() => setEditing(true)}>
                {t("row.edit")}
              </Button>
            ))}
        </div>
        {why.length > 0 && <p>{formatSentences(why, locale)}</p>}
        {form}
      </li>
    );
  return (
    <li className={s.card} {...chosen}>
      {lines}
      <p className={s.why}>
        <Icon name="circle-help" size={22} />
        <span>{formatSentences(why, locale)}</span>
      </p>
      {mayDecide && (
        <>
          {row.choices.map((c, i) => (
            <Button
              key={`${c.household} ${amountsText(c.items)}`}
              kind={i === 0 ? "filled" : "outlined"}
              size={60}
              wide
              disabled={busy}
              onClick={() => decide({ kind: "take", household: c.household, items: c.items })}
              end={amountsText(c.items)}
            >
              {t("row.take", { home: c.household })} {besides(c, t)}
            </Button>
          ))}
          <div className={s.ways}>
            <Button size={54} icon="pencil" disabled={busy} onClick={() => setEditing(true)}>
              {t("row.other")}
            </Button>
            <CopyButton
              size={54}
              text={t("row.ask.text", { line: row.lines[0]?.text.trim() ?? "", why: why.join(" ") })}
            >
              {t("row.ask")}
            </CopyButton>
            <Button size={54} icon="x" disabled={busy} onClick={() => decide({ kind: "ignore" })}>
              {t("row.ignore")}
            </Button>
          </div>
        </>
      )}
      {error && !editing && <ErrorNote>{error}</ErrorNote>}
      {form}
    </li>
  );
}

/** Who lives there, what stands for the home already, or what it had last time. */
function besides(c: RowChoice, t: ReturnType<typeof useT<"groupList">>): string {
  const words = [
    c.who,
    c.standing ? t("row.standing", { items: amountsText(c.standing) }) : null,
    !c.standing && Object.keys(c.last).length > 0 ? t("row.last", { items: amountsText(c.last) }) : null,
  ].filter((w) => w !== null);
  return words.length > 0 ? `· ${words.join(" · ")}` : "";
}

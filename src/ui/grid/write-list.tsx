"use client";
import { useState } from "react";
import type { ListImportId } from "#domain/kernel/ids.ts";
import type { Aggregator } from "#domain/places/aggregator.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./rows.module.css";

type Props = {
  importId: ListImportId;
  aggregator: Aggregator;
  open: number;
  orders: number;
  until: string;
  mayDecide: boolean;
  mayUndo: boolean;
};

/** Writes the whole list, or takes the whole of it back; what could not be is said. */
export function WriteList({ importId, aggregator, open, orders, until, mayDecide, mayUndo }: Props) {
  const [t, common] = [useT("groupList"), useT("common")];
  const { act, busy, error } = useAct();
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState<string>();
  if (mayUndo)
    return (
      <div className={s.stack}>
        {error && <ErrorNote>{error}</ErrorNote>}
        <Button kind="outlined" size={60} wide icon="undo-2" disabled={busy} onClick={() => setAsking(true)}>
          {t("import.undo")}
        </Button>
        <Dialog open={asking} title={t("import.undo")} onClose={() => setAsking(false)}>
          <div className={s.stack}>
            <p>{t("import.undo.words")}</p>
            <Button
              kind="filled"
              size={60}
              wide
              disabled={busy}
              onClick={() =>
                act(
                  (c) =>
                    c.lists.undo.mutate({
                      importId,
                      reason: t("import.undo.reason", { gatherer: common(`gatherer.${aggregator}`) }),
                    }),
                  () => setAsking(false),
                )
              }
            >
              {t("import.undo")}
            </Button>
          </div>
        </Dialog>
      </div>
    );
  return (
    <div className={s.stack}>
      {said && (
        <InfoNote tone="ink" icon="message-square-warning">
          {said}
        </InfoNote>
      )}
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button
        kind="filled"
        size={60}
        wide
        disabled={busy || !mayDecide || open > 0}
        onClick={() => {
          setSaid(undefined);
          return act(
            (c) => c.lists.write.mutate({ importId, reason: t("import.cancel.reason") }),
            ({ refused }) => setSaid(refused > 0 ? t("import.refused", { n: refused }) : undefined),
          );
        }}
      >
        {!mayDecide ? t("import.over") : open > 0 ? t("import.wait", { n: open }) : t("import.write", { n: orders })}
      </Button>
      <span className={s.quiet}>{t("import.foot", { time: until })}</span>
      {mayDecide && (
        <Button kind="text" size={44} disabled={busy} onClick={() => act((c) => c.lists.discard.mutate({ importId }))}>
          {t("import.discard")}
        </Button>
      )}
    </div>
  );
}

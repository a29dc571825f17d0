"use client";
import { useState } from "react";
import type { BatchRow, StoreRoom } from "#contract/desk.ts";
import type { BatchId, SupermarketId } from "#domain/kernel/ids.ts";
import { actsFor } from "#domain/kernel/machine.ts";
import { BATCH } from "#domain/supply/batch.ts";
import { pickName } from "../format/name.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { RadioCards } from "../kit/radio-cards.tsx";
import { ReasonForm } from "../kit/reason-form.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./cycles.module.css";
import { waitsForStore } from "./waits-for-store.ts";

/** One batch: taken back from a store that has not begun to pick, or routed to one whose commits still leave enough. */
export function BatchActs({ row, stores }: { row: BatchRow; stores: readonly StoreRoom[] }) {
  const t = useT("desk");
  const locale = useLocale();
  const { act, busy, error } = useAct();
  const batchId = row.id as BatchId;
  const bags = row.lines.reduce((n, l) => n + l.bags, 0);
  const fitting = stores.filter(
    (x) =>
      x.id !== row.storeId &&
      x.capacityLeft >= bags &&
      row.lines.every((l) => (x.left[l.packageVersionId] ?? 0) >= l.bags),
  );
  const [chosen, setChosen] = useState(fitting[0]?.id);
  return (
    <div className={s.acts}>
      <h3>{`${pickName(row.store, locale)} → ${pickName(row.place, locale)}`}</h3>
      {error && <ErrorNote>{error}</ErrorNote>}
      {actsFor(BATCH, row.state, "DESK").includes("recall") ? (
        <>
          <InfoNote>{t("batch.recall.what")}</InfoNote>
          <ReasonForm
            act={t("batch.recall")}
            kind="bad"
            busy={busy}
            onAct={(reason) =>
              act((c) => c.supply.recallBatches.mutate({ batchIds: [batchId], act: "recall", reason }))
            }
          />
        </>
      ) : !waitsForStore(row) ? (
        <InfoNote>{t("batch.settled.what")}</InfoNote>
      ) : fitting.length === 0 ? (
        <InfoNote tone="bad" icon="triangle-alert">
          {t("batch.route.none")}
        </InfoNote>
      ) : (
        <>
          <InfoNote>{t("batch.route.what")}</InfoNote>
          <RadioCards
            name="store"
            legend={t("batch.route.store")}
            cards={fitting.map((x) => ({
              value: x.id,
              label: t("batch.route.room", {
                store: pickName(x.name, locale),
                left: row.lines.map((l) => `${l.letter}${x.left[l.packageVersionId] ?? 0}`).join(" "),
                room: x.capacityLeft,
              }),
            }))}
            value={chosen}
            onChange={setChosen}
          />
          <Button
            kind="filled"
            wide
            disabled={busy || !chosen}
            onClick={() =>
              act((c) => c.supply.reRoute.mutate({ batchId, supermarketId: (chosen ?? "") as SupermarketId }))
            }
          >
            {t("batch.route")}
          </Button>
        </>
      )}
      {waitsForStore(row) && (
        <details className={s.other}>
          <summary>{t("batch.give_up")}</summary>
          <div className={s.acts}>
            <InfoNote tone="bad" icon="package-x">
              {t("batch.give_up.what", { n: bags })}
            </InfoNote>
            <ReasonForm
              act={t("batch.give_up")}
              kind="bad"
              busy={busy}
              onAct={(reason) => act((c) => c.supply.giveUp.mutate({ batchId, reason }))}
            />
          </div>
        </details>
      )}
    </div>
  );
}

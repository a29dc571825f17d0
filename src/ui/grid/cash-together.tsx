"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { MOST_HOMES_AT_ONCE, type OwedRow } from "#contract/grid.ts";
import { divideCash } from "#domain/ledger/divide-cash.ts";
import { formatDoor } from "../format/door.ts";
import { formatYuanShort } from "../format/money.ts";
import { formatDay } from "../format/time.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { Section } from "../kit/section.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import { readYuan, writeYuan } from "./cash-amount.tsx";
import { PickOwed } from "./pick-owed.tsx";
import s from "./rows.module.css";
import { useReceiptId } from "./use-receipt-id.ts";

const onlyDigits = (text: string) => text.replace(/[^\d.]/g, "");

/**
 * One neighbour hands over the money of several homes: whose it is, how much it is, and how it is divided. As long as the
 * worker says nothing else the homes are served in the order in which they were chosen.
 */
export function CashTogether({ owed, several }: { owed: readonly OwedRow[]; several: boolean }) {
  const [t, locale, router] = [useT("grid"), useLocale(), useRouter()];
  const { act, busy, error } = useAct();
  const receipt = useReceiptId();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [text, setText] = useState("");
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [words, setWords] = useState("");
  const rows = chosen.flatMap((id) => owed.find((o) => o.orderId === id) ?? []);
  const dueFen = rows.reduce((n, o) => n + o.amountFen, 0);
  const givenFen = text === "" ? dueFen : readYuan(text);
  const proposed = divideCash(
    givenFen ?? 0,
    rows.map((o) => o.amountFen),
  );
  const parts = rows.map((o, i) => {
    const own = typed[o.orderId];
    return { row: o, fen: own === undefined ? (proposed[i] ?? 0) : readYuan(own) };
  });
  const dividedFen = parts.reduce((n, p) => n + (p.fen ?? 0), 0);
  const offBy = dividedFen - (givenFen ?? 0);
  const dayOf = several ? (o: OwedRow) => t("order.for", { day: formatDay(o.dayMs, locale) }) : undefined;
  const nameOf = (o: OwedRow) => [formatDoor(o.door, locale), dayOf?.(o)].filter(Boolean).join(" · ");
  const after = (row: OwedRow, fen: number) =>
    fen < row.amountFen
      ? t("together.open", { price: formatYuanShort(row.amountFen - fen) })
      : fen > row.amountFen
        ? t("together.over", { price: formatYuanShort(fen - row.amountFen) })
        : t("together.even");
  const choose = (ids: readonly string[]) => {
    setTyped({});
    setChosen(ids);
  };
  const send = () => {
    const given = parts.flatMap(({ row, fen }) =>
      fen ? [{ orderId: row.orderId, amountFen: fen, dueFen: row.amountFen }] : [],
    );
    return act(
      (c) =>
        c.grid.receiveCash.mutate({
          receiptId: receipt.of({ given }),
          parts: given,
          ...(words.trim() ? { words: words.trim() } : {}),
        }),
      () => router.replace("/g/cash"),
    );
  };
  const ready = rows.length > 1 && Boolean(givenFen) && offBy === 0 && parts.every((p) => p.fen !== null);
  return (
    <>
      <PickOwed owed={owed} chosen={chosen} dayOf={dayOf} most={MOST_HOMES_AT_ONCE} onChoose={choose} />
      {rows.length > 1 && (
        <Section title={t("together.given")}>
          <div className={s.block}>
            <Field
              label={t("pay.cash.given")}
              hint={t("together.given.hint", { price: formatYuanShort(dueFen) })}
              inputMode="decimal"
              autoComplete="off"
              placeholder={writeYuan(dueFen)}
              value={text}
              onChange={(e) => {
                setTyped({});
                setText(onlyDigits(e.target.value));
              }}
            />
            <Field
              label={t("pay.cash.words")}
              maxLength={200}
              value={words}
              onChange={(e) => setWords(e.target.value)}
            />
          </div>
          <ul className={s.rows}>
            {parts.map(({ row, fen }) => (
              <li key={row.orderId} className={s.block}>
                <Field
                  label={t("together.part", { door: nameOf(row) })}
                  hint={`${t("together.due", { price: formatYuanShort(row.amountFen) })} ${after(row, fen ?? 0)}`}
                  inputMode="decimal"
                  autoComplete="off"
                  value={typed[row.orderId] ?? writeYuan(fen ?? 0)}
                  onChange={(e) => setTyped({ ...typed, [row.orderId]: onlyDigits(e.target.value) })}
                />
              </li>
            ))}
          </ul>
          <div className={s.block}>
            <p role="status" className={s.quiet}>
              {offBy !== 0 &&
                t(offBy < 0 ? "together.less" : "together.more", { price: formatYuanShort(Math.abs(offBy)) })}
            </p>
            {error && <ErrorNote>{error}</ErrorNote>}
            <Button kind="filled" size={60} wide disabled={busy || !ready} onClick={send}>
              {t("together.do", { price: formatYuanShort(givenFen ?? 0), n: rows.length })}
            </Button>
          </div>
        </Section>
      )}
    </>
  );
}

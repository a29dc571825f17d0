"use client";
import Link from "next/link";
import { type KeyboardEvent, useRef, useState } from "react";
import type { BoardCell, BoardView, CellKind } from "#contract/grid-homes.ts";
import { Icon } from "../icons/icon.tsx";
import { FilterChip } from "../kit/filter-chip.tsx";
import { useT } from "../words/use-t.ts";
import s from "./board.module.css";
import { lettersOf } from "./letters.ts";

const KINDS: Readonly<Record<BoardView["tab"], readonly CellKind[]>> = {
  order: ["paid", "due", "none", "alone", "vacant"],
  delivery: ["open", "delivered", "absent", "neighbour", "back", "none"],
};

/**
 * Legend, filter and count are the same chips: a filter pales the other cells and keeps their place; several may be on.
 * Arrows move by door, Enter opens the home.
 */
export function BoardGrid({ view }: { view: BoardView }) {
  const t = useT("grid");
  const [on, setOn] = useState<readonly CellKind[]>([]);
  const table = useRef<HTMLTableElement>(null);
  const kinds = KINDS[view.tab].filter((k) => k !== "back" || view.counts.back);
  const total = view.floors.reduce((n, f) => n + f.cells.length, 0);
  const columns = Math.max(0, ...view.floors.map((f) => f.cells.length));
  const label = (k: CellKind) => (view.tab === "delivery" && k === "none" ? t("cell.noorder") : t(`cell.${k}`));
  const toggle = (k: CellKind) => setOn(on.includes(k) ? on.filter((x) => x !== k) : [...on, k]);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    if (!step) return;
    const links = [...(table.current?.querySelectorAll("a") ?? [])];
    const next = links[links.indexOf(document.activeElement as HTMLAnchorElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <>
      <div className={s.chips}>
        {kinds.map((k) => (
          <FilterChip
            key={k}
            sign={<Sign kind={k} tab={view.tab} />}
            label={label(k)}
            count={view.counts[k] ?? 0}
            pressed={on.includes(k)}
            onPress={() => toggle(k)}
          />
        ))}
        <FilterChip label={t("cell.all")} count={total} pressed={on.length === 0} onPress={() => setOn([])} />
      </div>
      <div className={s.scroll}>
        <table
          className={view.zone ? `${s.board} ${s[view.zone.level]}` : s.board}
          ref={table}
          onKeyDown={move}
          style={columns > 6 ? { minWidth: `${columns * 76}px` } : undefined}
        >
          <thead>
            <tr>
              <td />
              {Array.from({ length: columns }, (_, i) => (
                <th key={String(i)} scope="col">
                  {String(i + 1).padStart(2, "0")}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.floors.map((f) => (
              <tr key={f.floor}>
                <th scope="row" aria-label={t("board.floor", { n: f.floor })}>
                  {f.floor}
                </th>
                {f.cells.map((c) => (
                  <td key={c.householdId}>
                    <Link
                      href={`/g/homes/${c.householdId}`}
                      prefetch={false}
                      className={`${s.cell} ${s[`${view.tab}-${c.kind}`] ?? ""} ${on.length > 0 && !on.includes(c.kind) ? s.pale : ""}`}
                    >
                      <span className="visually-hidden">
                        {c.room} {label(c.kind)}
                      </span>
                      <Inside cell={c} tab={view.tab} />
                    </Link>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Inside({ cell, tab }: { cell: BoardCell; tab: BoardView["tab"] }) {
  const t = useT("grid");
  const letters = lettersOf(cell.letters);
  const owes = <span className={s.owes}>{t("mark.owes")}</span>;
  if (tab === "order") {
    if (cell.doubtful)
      return (
        <>
          {letters}
          <Icon name="message-square-warning" size={18} label={t("mark.doubt")} />
        </>
      );
    if (cell.kind === "paid")
      return (
        <>
          {letters}
          <Icon name="check" size={18} strokeWidth={2.6} />
        </>
      );
    if (cell.kind === "due")
      return (
        <>
          {letters}
          {owes}
        </>
      );
    if (cell.kind === "alone")
      return (
        <>
          <Icon name="hand-helping" size={18} />
          {t("mark.alone")}
        </>
      );
    return <>{t(cell.kind === "vacant" ? "cell.vacant" : "cell.none")}</>;
  }
  if (cell.kind === "open")
    return (
      <>
        {letters}
        {cell.owes && owes}
      </>
    );
  if (cell.kind === "delivered")
    return (
      <>
        <Icon name="check" size={18} strokeWidth={2.6} />
        {t("mark.delivered")}
      </>
    );
  if (cell.kind === "absent")
    return (
      <>
        <Icon name="door-closed" size={18} />
        {t("mark.absent")}
      </>
    );
  if (cell.kind === "neighbour")
    return (
      <>
        <Icon name="users-round" size={18} />
        {t("mark.neighbour")}
      </>
    );
  if (cell.kind === "back")
    return (
      <>
        <Icon name="package-x" size={18} />
        {t("mark.back")}
      </>
    );
  return <span aria-hidden>–</span>;
}

/** The legend's small cell. */
function Sign({ kind, tab }: { kind: CellKind; tab: BoardView["tab"] }) {
  const t = useT("grid");
  const icon = {
    paid: "check",
    alone: "hand-helping",
    delivered: "check",
    absent: "door-closed",
    neighbour: "users-round",
    back: "package-x",
  } as const;
  const name = icon[kind as keyof typeof icon];
  return (
    <span className={`${s.sign} ${s[`${tab}-${kind}`] ?? ""}`} aria-hidden>
      {name ? (
        <Icon name={name} size={18} />
      ) : kind === "due" ? (
        <span className={s.owes}>{t("mark.owes")}</span>
      ) : kind === "open" ? (
        "A1"
      ) : tab === "delivery" ? (
        "–"
      ) : (
        ""
      )}
    </span>
  );
}

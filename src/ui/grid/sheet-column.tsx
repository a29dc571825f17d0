"use client";
import { useState } from "react";
import type { ListColumnView } from "#contract/group-list.ts";
import type { Column } from "#domain/group-list/table-row.ts";
import { Icon } from "../icons/icon.tsx";
import { FilterChip } from "../kit/filter-chip.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { useT } from "../words/use-t.ts";
import s from "./sheet-columns.module.css";

type Props = {
  name: string;
  column: ListColumnView;
  uses: readonly { readonly use: Column; readonly words: string }[];
  busy: boolean;
  onUse: (use: Column) => void;
};

/** One column: its name and first cells, what it is taken for, and under it all that it may be. An unknown one lies open. */
export function SheetColumn({ name, column, uses, busy, onUse }: Props) {
  const t = useT("groupList");
  const unknown = column.use.kind === "unknown";
  // Stays open after a tap, so that the choice is seen where it was made.
  const [open, setOpen] = useState(unknown);
  const now = uses.find((u) => isSame(u.use, column.use));
  return (
    <li>
      <details className={s.column} open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
        <summary>
          <span className={s.name}>
            <b>{name}</b>
            {column.samples.length > 0 && (
              <span className={s.samples}>{t("sheet.samples", { samples: column.samples.join("、") })}</span>
            )}
          </span>
          <StateTag tone={unknown ? "todo" : column.use.kind === "other" ? "plain" : "done"}>
            {now?.words ?? (column.use.kind === "item" ? column.use.code : "")}
          </StateTag>
          <Icon name="chevron-down" size={20} />
        </summary>
        {/* biome-ignore lint/a11y/useSemanticElements: buttons that act at once are no form's fields */}
        <div className={s.uses} role="group" aria-label={name}>
          {uses.map((u) => (
            <FilterChip
              key={u.words}
              label={u.words}
              pressed={u === now}
              onPress={() => {
                if (!busy && u !== now) onUse(u.use);
              }}
            />
          ))}
        </div>
      </details>
    </li>
  );
}

const isSame = (a: Column, b: Column): boolean =>
  a.kind === "item" ? b.kind === "item" && a.code === b.code : a.kind === b.kind;

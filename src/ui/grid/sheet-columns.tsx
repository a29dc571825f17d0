"use client";
import type { ListOffer, ListSheetView } from "#contract/group-list.ts";
import { COLUMN_KINDS, type Column } from "#domain/group-list/table-row.ts";
import type { ListImportId } from "#domain/kernel/ids.ts";
import { pickName } from "../format/name.ts";
import { FilterChip } from "../kit/filter-chip.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { Section } from "../kit/section.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import { SheetColumn } from "./sheet-column.tsx";
import s from "./sheet-columns.module.css";

type Props = { importId: ListImportId; sheet: ListSheetView; offers: readonly ListOffer[] };

/** The columns of a sheet and what each is taken for; one tap takes it for something else, and its rows are read anew. */
export function SheetColumns({ importId, sheet, offers }: Props) {
  const [t, locale] = [useT("groupList"), useLocale()];
  const { act, busy, error } = useAct();
  const uses: { use: Column; words: string }[] = [
    ...offers.map((o) => ({
      use: { kind: "item", code: o.letter } as const,
      words: `${o.letter} ${pickName(o.name, locale)}`,
    })),
    ...COLUMN_KINDS.map((kind) => ({ use: { kind }, words: t(`column.${kind}`) })),
  ];
  return (
    <Section title={t("sheet.title")}>
      <p className={s.words}>{t(sheet.remembered ? "sheet.remembered" : "sheet.words")}</p>
      {sheet.tabs.length > 0 && (
        <>
          <p className={s.words}>{t("sheet.tabs.words")}</p>
          {/* biome-ignore lint/a11y/useSemanticElements: buttons that act at once are no form's fields */}
          <div className={s.tabs} role="group" aria-label={t("sheet.tabs")}>
            {sheet.tabs.map((tab) => (
              <FilterChip
                key={tab.at}
                label={tab.name}
                pressed={tab.read}
                onPress={() => {
                  if (!busy && !tab.read) void act((c) => c.lists.readTab.mutate({ importId, tab: tab.at }));
                }}
              />
            ))}
          </div>
        </>
      )}
      {error && <ErrorNote>{error}</ErrorNote>}
      <ol className={s.columns}>
        {sheet.columns.map((column, at) => (
          <SheetColumn
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the sheet
            key={at}
            name={column.name ?? t("sheet.column", { n: at + 1 })}
            column={column}
            uses={uses}
            busy={busy}
            onUse={(use) => act((c) => c.lists.nameColumn.mutate({ importId, column: at, use }))}
          />
        ))}
      </ol>
    </Section>
  );
}

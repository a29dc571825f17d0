"use client";
import type { SettlementView } from "#contract/settlements.ts";
import { formatYuanPlain } from "../format/money.ts";
import { pickName, pickPlace } from "../format/name.ts";
import { DataTable } from "../table/data-table.tsx";
import { useLocale, useT } from "../words/use-t.ts";

/** Every line behind what a store is owed, to look through and to export. */
export function SettlementLines({ view }: { view: SettlementView }) {
  const t = useT("settlement");
  const locale = useLocale();
  const what = ({ kind, package: name, letter, claim }: SettlementView["lines"][number]) =>
    kind === "claim"
      ? claim
        ? t("line.claim", { kind: t(`claim.${claim.kind}`), bag: claim.bagNumber ?? "—" })
        : t("line.claim.gone")
      : t(`line.${kind}`, { letter: letter ?? "", name: name ? pickName(name, locale) : "" });
  return (
    <DataTable
      caption={t("lines")}
      exportName={`settlement-${view.cycleNumber}`}
      filter
      dense
      empty={t("lines.none")}
      columns={[
        { key: "what", label: t("col.what") },
        { key: "place", label: t("col.place") },
        { key: "bags", label: t("col.bags"), number: true },
        { key: "amount", label: t("col.amount"), number: true },
      ]}
      rows={view.lines.map((line) => ({
        id: line.key,
        cells: {
          what: what(line),
          place: line.community ? pickPlace(line.community, locale) : null,
          bags: line.bags,
          amount: { value: line.amountFen / 100, node: formatYuanPlain(line.amountFen) },
        },
      }))}
    />
  );
}

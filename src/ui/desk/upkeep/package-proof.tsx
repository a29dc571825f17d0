"use client";
import type { PackageDesk } from "#contract/city-rows.ts";
import type { DesignedPackage, DesignFault } from "#domain/offer/design-package.ts";
import { formatYuan } from "../../format/money.ts";
import { pickName } from "../../format/name.ts";
import { formatNumber } from "../../format/number.ts";
import { formatWeight } from "../../format/weight.ts";
import { InfoNote } from "../../kit/notes.tsx";
import { useLocale, useT } from "../../words/use-t.ts";
import s from "./upkeep.module.css";

/** What a design comes to and what it is by what is in it; below it everything that forbids to sell it, as it is typed. */
export function PackageProof({ design, desk }: { design: DesignedPackage; desk: PackageDesk }) {
  const t = useT("upkeep");
  const locale = useLocale();
  const { derived, sumFen, costFen, markUpTenths, faults } = design;
  const nameOf = (code: string) => {
    const item = desk.items.find((i) => i.code === code);
    return item ? pickName(item.name, locale) : code;
  };
  const words = (fault: DesignFault): string => {
    if (fault.kind === "price_is_not_the_sum") return t("fault.sum", { sum: formatYuan(fault.sumFen) });
    if (fault.kind === "over_cap") return t("fault.cap", { most: fault.most });
    if ("itemId" in fault) return t(`fault.${fault.kind}`, { item: nameOf(fault.itemId) });
    return t(`fault.${fault.kind}`);
  };
  const cap = desk.cap?.percent;
  const signs = derived && [
    ...(derived.fragile ? [t("sign.fragile")] : []),
    ...(derived.coldChain ? [t("sign.cold")] : []),
    ...derived.tags.map((tag) => t(SIGNS[tag] ?? "sign.none")),
  ];
  const facts: readonly (readonly [string, string])[] = [
    [t("proof.sum"), formatYuan(sumFen)],
    [t("proof.cost"), formatYuan(costFen)],
    [
      t("proof.markup"),
      markUpTenths === undefined
        ? "—"
        : `${formatNumber(markUpTenths / 10)}%${cap === undefined || cap === null ? "" : ` / ${cap}%`}`,
    ],
    [t("proof.weight"), derived ? formatWeight(derived.weightGrams, locale) : "—"],
    [t("proof.volume"), derived ? t("proof.litres", { n: formatNumber(derived.volumeMl / 1000) }) : "—"],
    [t("proof.shelf"), derived ? t("proof.hours", { n: derived.shelfLifeHours }) : "—"],
    [t("proof.out.of.cold"), derived?.coldHours ? t("proof.hours", { n: derived.coldHours }) : "—"],
    [t("proof.signs"), signs?.join(" · ") || t("sign.none")],
  ];
  return (
    <>
      <dl className={s.proof}>
        {facts.map(([what, figure]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      <div role="status">
        {faults.length === 0 ? (
          <InfoNote tone="ok" icon="circle-check">
            {t(desk.cap ? "proof.holds" : "proof.holds.uncapped")}
          </InfoNote>
        ) : (
          <InfoNote tone="bad" icon="triangle-alert" title={t("proof.not")}>
            <ul>
              {faults.map((fault) => (
                <li key={JSON.stringify(fault)}>{words(fault)}</li>
              ))}
            </ul>
          </InfoNote>
        )}
      </div>
    </>
  );
}

const SIGNS: Readonly<Record<string, "sign.pork" | "sign.halal" | "sign.salt" | "sign.infant">> = {
  contains_pork: "sign.pork",
  halal: "sign.halal",
  low_salt: "sign.salt",
  infant_only: "sign.infant",
};

"use client";
import type { SheetRow } from "#domain/workbook/column.ts";
import { HOUSEHOLD_SIZES, peopleOf } from "#domain/workbook/variant-row.ts";
import { LinkButton } from "../../kit/link-button.tsx";
import { useT } from "../../words/use-t.ts";
import s from "./upkeep.module.css";
import { variantHref } from "./upkeep-address.ts";

/** Another size of a package, for homes of more or fewer people; each opens the designer with its contents in proportion. */
export function VariantLinks({ row }: { row: SheetRow }) {
  const t = useT("upkeep");
  const people = peopleOf(row);
  return (
    <section>
      <h2>{t("variant.title")}</h2>
      {people ? (
        <div className={s.acts}>
          {HOUSEHOLD_SIZES.filter((size) => size[0] > people[1] || size[1] < people[0]).map((size) => (
            <LinkButton key={size.join("-")} href={variantHref(String(row.code), size)} prefetch={false}>
              {t("variant.for", { from: size[0], to: size[1] })}
            </LinkButton>
          ))}
        </div>
      ) : (
        <p>{t("variant.say.people")}</p>
      )}
    </section>
  );
}

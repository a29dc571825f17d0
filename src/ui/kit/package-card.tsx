import Link from "next/link";
import type { ReactNode } from "react";
import { Facts } from "./facts.tsx";
import { type Food, FoodRow } from "./food-row.tsx";
import s from "./package-card.module.css";
import { PackageLetter } from "./package-letter.tsx";

type Props = {
  code: string;
  name: string;
  /** In words of people: `¥50`. */
  price?: string;
  /** Said first and bold: 含猪肉. */
  warning?: string;
  facts: readonly ReactNode[];
  foods?: readonly Food[];
  /** Why it cannot be had now and when it can; the card is then pale, without price or pictures. */
  soldOut?: string;
  href?: string;
};

/** A package on offer: its letter, name, price, warning, then one picture per component. */
export function PackageCard({ code, name, price, warning, facts, foods = [], soldOut, href }: Props) {
  const inside = (
    <>
      <span className={s.head}>
        <PackageLetter code={code} faded={soldOut !== undefined} />
        <span className={s.words}>
          <span className={s.title}>
            <b>{name}</b>
            {price && soldOut === undefined && <b className={s.price}>{price}</b>}
          </span>
          {soldOut === undefined ? <Facts lead={warning} of={facts} /> : <span>{soldOut}</span>}
        </span>
      </span>
      {soldOut === undefined && foods.length > 0 && <FoodRow foods={foods} />}
    </>
  );
  return href && soldOut === undefined ? (
    <Link href={href} className={s.card} prefetch={false}>
      {inside}
    </Link>
  ) : (
    <div className={soldOut === undefined ? s.card : `${s.card} ${s.out}`}>{inside}</div>
  );
}

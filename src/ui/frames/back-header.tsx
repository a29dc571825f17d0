import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "../icons/icon.tsx";
import { getT } from "../words/get-t.ts";
import s from "./back-header.module.css";

/** One step below a tab: the way back, what this is, and what belongs at the right. */
export async function BackHeader({
  href,
  title,
  under,
  end,
}: {
  href: string;
  title: ReactNode;
  under?: ReactNode;
  end?: ReactNode;
}) {
  const t = await getT("common");
  return (
    <div className={s.bar}>
      <Link href={href} className={s.back} aria-label={t("back")}>
        <Icon name="chevron-left" size={28} />
      </Link>
      <div className={s.words}>
        <h1>{title}</h1>
        {under && <div className={s.under}>{under}</div>}
      </div>
      {end}
    </div>
  );
}

import Link from "next/link";
import { Icon } from "../icons/icon.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { getT } from "../words/get-t.ts";
import s from "./sheets.module.css";

type Choice = { readonly href: string; readonly label: string; readonly end: string };

/** Which sheet to print, when the address names none. */
export async function SheetChooser({
  title,
  none,
  choices,
}: {
  title: string;
  none: string;
  choices: readonly Choice[];
}) {
  const t = await getT("store");
  return (
    <main id="main" className={s.page}>
      <header className={s.head}>
        <h1>{title}</h1>
        <LinkButton icon="chevron-left" href="/s">
          {t("print.back")}
        </LinkButton>
      </header>
      {choices.length === 0 && <EmptyState icon="printer" title={none} />}
      <ul className={s.choices}>
        {choices.map((c) => (
          <li key={c.href}>
            <Link href={c.href} prefetch={false}>
              <b>{c.label}</b>
              <span>{c.end}</span>
              <Icon name="chevron-right" size={20} />
            </Link>
          </li>
        ))}
      </ul>
    </main>
  );
}

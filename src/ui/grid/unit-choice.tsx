import Link from "next/link";
import { Icon } from "../icons/icon.tsx";
import s from "./board.module.css";

/** The unit in the title: a tap opens the building's other units. */
export function UnitChoice({
  title,
  label,
  units,
}: {
  title: string;
  label: string;
  units: readonly { href: string; label: string; current: boolean }[];
}) {
  return (
    <details className={s.units}>
      <summary aria-label={`${title}, ${label}`}>
        {title}
        <Icon name="chevron-down" size={22} />
      </summary>
      <ul>
        {units.map((u) => (
          <li key={u.href}>
            <Link href={u.href} aria-current={u.current ? "page" : undefined} prefetch={false}>
              {u.label}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}

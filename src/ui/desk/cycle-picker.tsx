import Link from "next/link";
import type { CycleRef } from "#contract/desk.ts";
import { formatDayWithWeekday } from "../format/time.ts";
import { Icon } from "../icons/icon.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./cycle-picker.module.css";

/** Which cycle the screen is about; each choice is an address. */
export async function CyclePicker({ of, all, to }: { of: CycleRef; all: readonly CycleRef[]; to: string }) {
  const t = await getT("desk");
  const { locale } = await getPreferences();
  const name = (c: CycleRef) => `${t("cycle.of", { n: c.number })} · ${formatDayWithWeekday(c.deliveryMs, locale)}`;
  return (
    <details className={s.picker} key={of.id}>
      <summary aria-label={`${t("cycle.pick")}: ${name(of)}`}>
        {name(of)}
        <Icon name="chevron-down" size={16} />
      </summary>
      <ul className={s.list}>
        {all.slice(0, 30).map((c) => (
          <li key={c.id}>
            <Link href={`${to}?cycle=${c.id}`} aria-current={c.id === of.id ? "true" : undefined} prefetch={false}>
              <span>{name(c)}</span>
              <span className={s.state}>{t(`state.${c.stage}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}

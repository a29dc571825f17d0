import type { PeopleView } from "#contract/grid-homes.ts";
import { formatDoor } from "../format/door.ts";
import { formatList } from "../format/list.ts";
import { formatDayTime } from "../format/time.ts";
import { Facts } from "../kit/facts.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { DecidePerson } from "./decide-person.tsx";
import { GridFrame } from "./grid-frame.tsx";
import s from "./rows.module.css";

/** Who asks to belong to a home, beside who is known there: the worker who knows the doors decides. */
export async function PeopleScreen({ view }: { view: PeopleView }) {
  const [t, { locale }] = [await getT("grid"), await getPreferences()];
  return (
    <GridFrame back="/g/more" title={t("folk.title")} live={view.grid.gridId}>
      {view.waiting.length === 0 && (
        <EmptyState icon="badge-check" title={t("folk.none")}>
          {t("folk.none.words")}
        </EmptyState>
      )}
      <ul>
        {view.waiting.map((p, i) => (
          <li key={p.personId} className={s.block}>
            <div className={s.head}>
              <b className={s.door}>{p.name}</b>
              <Facts of={[p.phone, formatDayTime(p.atMs, locale)]} />
            </div>
            <p>{t(p.kind === "helper" ? "folk.helps" : "folk.says", { door: formatDoor(p.door, locale) })}</p>
            <p className={s.quiet}>
              {p.others.length > 0 ? t("folk.others", { names: formatList(p.others, locale) }) : t("folk.first")}
            </p>
            <DecidePerson personId={p.personId} first={i === 0} />
          </li>
        ))}
      </ul>
    </GridFrame>
  );
}

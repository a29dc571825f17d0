import { type Colleague, type LeftView, OPEN_KINDS } from "#contract/leaving.ts";
import { asksTaker } from "#domain/oversight/leaving.ts";
import { formatList } from "../../format/list.ts";
import { Facts } from "../../kit/facts.tsx";
import { SelectField } from "../../kit/field.tsx";
import { useLocale, useT } from "../../words/use-t.ts";
import { leftWords } from "./left-words.ts";
import s from "./member.module.css";
import { NOBODY } from "./use-takers.ts";

type Props = {
  left: LeftView;
  /** For good, or for a time. */
  how: "take" | "stand";
  colleagues: ReadonlyMap<string, Colleague>;
  /** Whoever was chosen for the post that this goes with. */
  withTaker: string | undefined;
  chosen: string;
  onChoose: (to: string) => void;
};

/** One thing that is left open, what waits there, and who takes it over. */
export function TakeOver({ left, how, colleagues, withTaker, chosen, onChoose }: Props) {
  const [t, states, locale] = [useT("staff"), useT("states"), useLocale()];
  const what = leftWords(left, t, states, locale);
  const takers = new Set([...left.takers, ...(withTaker && withTaker !== NOBODY ? [withTaker] : [])]);
  const called = (c: Colleague) => {
    const works = formatList(
      c.works.map((role) => states(`role.${role}`)),
      locale,
    );
    return [c.name, works, c.trips > 0 && t("take.trips", { n: c.trips })].filter(Boolean).join(" · ");
  };
  const open = OPEN_KINDS.flatMap((kind) => {
    const n = left.open[kind];
    return n ? [t(`open.${kind}`, { n })] : [];
  });
  const others = left.others.flatMap((id) => colleagues.get(id)?.name ?? []);
  const hint = [
    ...open,
    ...(left.kind === "cash" ? [t("left.cash.how")] : []),
    ...(asksTaker(left) ? [] : [t("left.others", { names: formatList(others, locale) })]),
  ];
  return (
    <li className={s.left}>
      <SelectField
        label={t(`${how}.label`, { what })}
        hint={hint.length > 0 && <Facts of={hint} />}
        value={chosen}
        onChange={(e) => onChoose(e.target.value)}
      >
        <option value="">{t("take.choose")}</option>
        {left.mayWait && asksTaker(left) && (
          <option value={NOBODY}>{t(left.kind === "cash" ? "take.nobody.cash" : "take.nobody")}</option>
        )}
        {[...takers].map((id) => {
          const colleague = colleagues.get(id);
          return colleague ? (
            <option key={id} value={id}>
              {called(colleague)}
            </option>
          ) : null;
        })}
      </SelectField>
    </li>
  );
}

import Link from "next/link";
import type { ReactNode } from "react";
import type { GridRef } from "#contract/grid.ts";
import { pickPlace } from "../format/name.ts";
import { PhoneHeader } from "../frames/phone-header.tsx";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icon-name.ts";
import { Button } from "../kit/button.tsx";
import { Facts } from "../kit/facts.tsx";
import { Section } from "../kit/section.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { LangSwitch } from "../preferences/lang-switch.tsx";
import { ThemeSwitch } from "../preferences/theme-switch.tsx";
import { TypeSwitch } from "../preferences/type-switch.tsx";
import { getT } from "../words/get-t.ts";
import { chooseGrid } from "./choose-grid.ts";
import { GridFrame } from "./grid-frame.tsx";
import s from "./rows.module.css";

type Entry = { href: string; icon: IconName; label: string; end?: ReactNode };

/** Everything that is not on the day's list, the other grids, and how the worker likes to read. */
export async function MoreScreen({
  name,
  grid,
  grids,
  people,
  signOut,
}: {
  name: string;
  grid: GridRef;
  grids: readonly GridRef[];
  people: number;
  signOut?: ReactNode;
}) {
  const [t, list, papers] = [await getT("grid"), await getT("groupList"), await getT("papers")];
  const [states, { locale }] = [await getT("states"), await getPreferences()];
  const work: Entry[] = [
    { href: "/g/paste", icon: "clipboard-paste", label: list("paste.title") },
    { href: "/g/receive", icon: "package-open", label: t("receive.title") },
    { href: "/g/doors", icon: "footprints", label: t("walk.title") },
    { href: "/g/review", icon: "message-square-warning", label: t("review.title") },
    { href: "/g/cash", icon: "wallet", label: t("cash.page") },
    {
      href: "/g/people",
      icon: "badge-check",
      label: t("folk.title"),
      end: people > 0 && <b className={s.big}>{people}</b>,
    },
  ];
  const lists: Entry[] = [
    { href: "/g/lists/knock", icon: "door-closed", label: t("list.knock") },
    { href: "/g/lists/call", icon: "phone", label: t("list.call") },
    { href: "/g/papers", icon: "printer", label: papers("title") },
  ];
  const shown = (entries: Entry[]) => (
    <ul className={s.rows} style={{ margin: "0 -16px" }}>
      {entries.map((e) => (
        <li key={e.href}>
          <Link href={e.href} className={s.row} prefetch={false}>
            <Icon name={e.icon} size={24} />
            <span className={s.words}>{e.label}</span>
            {e.end}
            <Icon name="chevron-right" size={22} />
          </Link>
        </li>
      ))}
    </ul>
  );
  return (
    <GridFrame
      header={
        <PhoneHeader
          title={name}
          under={
            <Facts
              of={[
                states(`aggregator.${grid.aggregator}`),
                `${pickPlace(grid.community, locale)} ${t("grid.n", { n: grid.number })}`,
              ]}
            />
          }
        />
      }
    >
      <Section title={t("more.work")}>{shown(work)}</Section>
      <Section title={t("more.lists")}>{shown(lists)}</Section>
      {grids.length > 1 && (
        <Section title={t("grids.choose")}>
          <form action={chooseGrid} className={s.stack}>
            {grids.map((g) => (
              <Button
                key={g.gridId}
                type="submit"
                name="grid"
                value={g.gridId}
                size={54}
                wide
                kind={g.gridId === grid.gridId ? "soft" : "outlined"}
                aria-pressed={g.gridId === grid.gridId}
              >
                {pickPlace(g.community, locale)} {t("grid.n", { n: g.number })}
              </Button>
            ))}
          </form>
        </Section>
      )}
      <Section title={t("more.me")}>
        <div className={s.stack}>
          <LangSwitch />
          <ThemeSwitch />
          <TypeSwitch />
          {signOut}
        </div>
      </Section>
    </GridFrame>
  );
}

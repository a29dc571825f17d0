import Link from "next/link";
import type { HomeListView } from "#contract/grid-homes.ts";
import { MESSAGE_SIGNS } from "#domain/group-list/write-list.ts";
import { writeUnheard } from "#domain/group-list/write-unheard.ts";
import { listWords } from "#messages/list-words.ts";
import { formatBuilding, formatDoor } from "../format/door.ts";
import { pickPlace } from "../format/name.ts";
import { formatDay, formatNear } from "../format/time.ts";
import { Facts } from "../kit/facts.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { PrintButton } from "../kit/print-button.tsx";
import { Section } from "../kit/section.tsx";
import { Tabs } from "../kit/tabs.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { CopyPieces } from "./copy-pieces.tsx";
import { GridFrame } from "./grid-frame.tsx";
import { needWords, sizeWords } from "./home-words.ts";
import { RoundStrip } from "./round-strip.tsx";
import s from "./rows.module.css";
import { ShowPhone } from "./show-phone.tsx";
import { withRound } from "./with-round.ts";

/** 敲门单 and 电话单: homes not heard from, to carry on paper; each row has a space for the answer. */
export async function HomeListScreen({ view }: { view: HomeListView }) {
  const [t, common, { locale }] = [await getT("grid"), await getT("common"), await getPreferences()];
  const head = `${pickPlace(view.grid.community, locale)} ${t("grid.n", { n: view.grid.number })}`;
  // Who is called has a number; the group is asked for everybody.
  const asks =
    view.kind === "knock" && view.untilMs !== null && view.untilMs > view.nowMs
      ? writeUnheard(
          view.rows.map(({ door, who }) => ({
            building: formatBuilding(door.building, locale),
            door: `${door.building}-${door.unit}-${door.room}`,
            name: who,
          })),
          formatNear(view.untilMs, view.nowMs, locale),
          listWords(locale),
          MESSAGE_SIGNS,
        )
      : [];
  return (
    <GridFrame
      back="/g"
      title={t(`list.${view.kind}`)}
      under={head}
      live={view.grid.gridId}
      end={
        <PrintButton kind="text" aria-label={common("print")}>
          {" "}
        </PrintButton>
      }
    >
      <RoundStrip of={view} nowMs={view.nowMs} path={`/g/lists/${view.kind}`} />
      <div className="no-print" style={{ padding: "4px 16px 8px" }}>
        <Tabs
          label={t("more.lists")}
          tabs={(["knock", "call"] as const).map((k) => ({
            href: withRound(`/g/lists/${k}`, view),
            label: t(`list.${k}`),
            current: k === view.kind,
          }))}
        />
      </div>
      {view.rows.length === 0 ? (
        <EmptyState icon="circle-check" title={t("list.none")}>
          {t("list.none.words")}
        </EmptyState>
      ) : (
        <div className={s.block}>
          <h2 className="print-only">
            {t(`list.${view.kind}`)} {head}
          </h2>
          <p className={s.quiet}>
            {view.deliveryDayMs !== null && t("list.for", { day: formatDay(view.deliveryDayMs, locale) })}{" "}
            {t("homes", { n: view.rows.length })}
          </p>
          <table className={s.table}>
            <thead>
              <tr>
                <th scope="col">{t("list.door")}</th>
                <th scope="col" className={s.whole}>
                  {view.kind === "call" ? t("list.phone") : t("list.who")}
                </th>
                <th scope="col" className={s.paper}>
                  {t("list.answer")}
                </th>
              </tr>
            </thead>
            <tbody>
              {view.rows.map((r) => (
                <tr key={r.householdId}>
                  <th scope="row" className={s.whole}>
                    <Link className={s.home} href={`/g/homes/${r.householdId}`} prefetch={false}>
                      {formatDoor(r.door, locale)}
                    </Link>
                  </th>
                  <td>
                    <Facts
                      lead={[r.who, view.kind === "call" && r.phone].filter(Boolean).join(" ")}
                      of={[sizeWords(r, t), ...needWords(r.tags, t)]}
                    />
                    {view.kind === "call" && r.personId && (
                      <span className="no-print">
                        <ShowPhone personId={r.personId} name={r.who ?? ""} />
                      </span>
                    )}
                  </td>
                  <td className={s.paper} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {asks.length > 0 && (
        <div className="no-print">
          <Section title={t("list.group")}>
            <p className={s.quiet}>{t("list.group.words")}</p>
            <CopyPieces texts={asks} />
          </Section>
        </div>
      )}
    </GridFrame>
  );
}

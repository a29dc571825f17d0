import type { CommunityView } from "#contract/grid.ts";
import { actsFor } from "#domain/kernel/machine.ts";
import { GATHERING_SHEET_STATES, SHEET } from "#domain/orders/grid-sheet.ts";
import { inFours } from "../format/checksum.ts";
import { pickName, pickPlace } from "../format/name.ts";
import { formatDay, formatDayTime, formatNear } from "../format/time.ts";
import { PhoneFrame } from "../frames/phone-frame.tsx";
import { PhoneHeader } from "../frames/phone-header.tsx";
import { BigNumber } from "../kit/big-number.tsx";
import { Facts } from "../kit/facts.tsx";
import { EmptyState, InfoNote } from "../kit/notes.tsx";
import { PackageLetter } from "../kit/package-letter.tsx";
import { RoundTabs } from "../kit/round-tabs.tsx";
import { Section } from "../kit/section.tsx";
import { StateTag, type Tone } from "../kit/state-tag.tsx";
import { Tabs } from "../kit/tabs.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { LangSwitch } from "../preferences/lang-switch.tsx";
import { ThemeSwitch } from "../preferences/theme-switch.tsx";
import { AccountFoot } from "../sign-in/account-foot.tsx";
import { getT } from "../words/get-t.ts";
import s from "./rows.module.css";
import { SetDownZone } from "./set-down-zone.tsx";
import { AcceptSheets, ReturnSheet } from "./sheet-decision.tsx";

const TONE: Readonly<Record<CommunityView["sheets"][number]["state"], Tone>> = {
  collecting: "todo",
  reviewing: "todo",
  submitted: "ink",
  returned: "bad",
  accepted: "done",
  frozen: "done",
  reconciled: "done",
};

/** The clerk's page: each grid's sheet with its numbers and checksum, to take or to send back, and what it comes to together. */
export async function CommunityScreen({ view }: { view: CommunityView }) {
  const [t, common, { locale }] = [await getT("grid"), await getT("common"), await getPreferences()];
  const waiting = view.sheets.filter((x) => actsFor(SHEET, x.state, "COM").includes("accept"));
  const bags = view.totals.reduce((n, p) => n + p.bags, 0);
  const { cycle, nowMs } = view;
  return (
    <PhoneFrame
      header={
        <PhoneHeader
          title={pickName(view.name, locale)}
          under={
            cycle ? (
              <Facts
                of={[
                  t("com.for", { day: formatDay(cycle.deliveryDayMs, locale) }),
                  t("com.cut", { time: formatNear(cycle.cutOffMs, nowMs, locale) }),
                ]}
              />
            ) : (
              t("com.title")
            )
          }
        />
      }
      dock={
        waiting.length > 0 ? (
          <AcceptSheets
            sheetIds={waiting.map((x) => x.sheetId)}
            filled
            label={t("com.accept.all", { n: waiting.length })}
          />
        ) : undefined
      }
    >
      <LiveRefresh topics={[`community:${view.communityId}`]} readMs={nowMs} />
      {view.places.length > 1 && (
        <Tabs
          label={t("com.places")}
          tabs={view.places.map((p) => ({
            href: `/c?at=${p.communityId}`,
            label: pickPlace(p.name, locale),
            current: p.communityId === view.communityId,
          }))}
        />
      )}
      <RoundTabs
        rounds={view.rounds}
        chosen={cycle?.cycleId}
        nowMs={nowMs}
        hrefOf={(round) => `/c?${new URLSearchParams({ at: view.communityId, round })}`}
      />
      {!cycle && (
        <EmptyState icon="calendar" title={t("com.none")}>
          {t("com.none.words")}
        </EmptyState>
      )}
      {cycle && (
        <>
          <Section
            title={t("com.sheets")}
            end={waiting.length > 0 && <span className={s.quiet}>{t("com.waiting", { n: waiting.length })}</span>}
          >
            {waiting.length > 0 && <InfoNote icon="lock">{t("com.accepted")}</InfoNote>}
            {view.sheets.every((x) => GATHERING_SHEET_STATES.includes(x.state)) && (
              <InfoNote icon="clock">
                {t("com.gathering", {
                  gatherer: common(`gatherer.${view.aggregator}`),
                  time: formatNear(cycle.graceEndsMs, nowMs, locale),
                })}
              </InfoNote>
            )}
            <ul>
              {view.sheets.map((x) => (
                <li key={x.sheetId} className={s.block} style={{ paddingInline: 0 }}>
                  <div className={s.head}>
                    <b className={s.door}>{t("grid.n", { n: x.gridNumber })}</b>
                    <StateTag tone={TONE[x.state]}>{t(`sheet.state.${x.state}`)}</StateTag>
                  </div>
                  <div className={s.sum}>
                    <BigNumber unit={`/ ${t("homes", { n: x.homesInGrid })}`}>{x.homes}</BigNumber>
                    <BigNumber unit={t("unit.bags")}>{x.bags}</BigNumber>
                  </div>
                  {x.checksum && x.state !== "returned" && (
                    <Facts
                      of={[
                        <span key="sum" className={s.mono}>
                          {t("sheet.checksum")} {inFours(x.checksum.slice(0, 12))}
                        </span>,
                        x.submittedMs !== null && formatDayTime(x.submittedMs, locale),
                      ]}
                    />
                  )}
                  {x.state === "returned" && x.returnReason && (
                    <InfoNote tone="bad" icon="undo-2">
                      {x.returnReason}
                    </InfoNote>
                  )}
                  {actsFor(SHEET, x.state, "COM").includes("accept") && (
                    <div className={s.pair}>
                      <AcceptSheets sheetIds={[x.sheetId]} label={t("com.accept")} />
                      <ReturnSheet sheetId={x.sheetId} aggregator={view.aggregator} />
                    </div>
                  )}
                </li>
              ))}
            </ul>
          </Section>
          {view.totals.length > 0 && (
            <Section title={t("com.totals")}>
              <p className={s.quiet}>{t("com.totals.words")}</p>
              <table className={s.table}>
                <tbody>
                  {view.totals.map((p) => (
                    <tr key={p.letter}>
                      <td style={{ width: 48 }}>
                        <PackageLetter code={p.letter} size={32} />
                      </td>
                      <th scope="row">{pickName(p.name, locale)}</th>
                      <td className={`${s.end} ${s.big}`}>{p.bags}</td>
                    </tr>
                  ))}
                </tbody>
                <tfoot>
                  <tr>
                    <td />
                    <th scope="row">{t("com.total")}</th>
                    <td className={`${s.end} ${s.big}`}>{bags}</td>
                  </tr>
                </tfoot>
              </table>
            </Section>
          )}
        </>
      )}
      <Section title={t("com.set_down")}>
        <SetDownZone key={view.communityId} communityId={view.communityId} zone={view.setDownZone} />
      </Section>
      <Section title={t("more.me")}>
        <div className={s.stack}>
          <LangSwitch />
          <ThemeSwitch />
          <AccountFoot />
        </div>
      </Section>
    </PhoneFrame>
  );
}

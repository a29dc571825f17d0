import type { CycleDetail } from "#contract/desk.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { actsFor } from "#domain/kernel/machine.ts";
import { CYCLE, OWED_CYCLE_STATES, UNALLOCATED_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { formatYuan, formatYuanPlain } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { formatNumber } from "../format/number.ts";
import { formatDayTime, formatDayWithWeekday } from "../format/time.ts";
import { Pane } from "../frames/pane.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { Meter } from "../kit/meter.tsx";
import { PackageLetter } from "../kit/package-letter.tsx";
import { ScrollBox } from "../kit/scroll-box.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { EarlyExpiries } from "../supply/early-expiries.tsx";
import { getT } from "../words/get-t.ts";
import { AllocationTables } from "./allocation-tables.tsx";
import { CancelByNumber } from "./cancel-by-number.tsx";
import { CycleActs } from "./cycle-acts.tsx";
import s from "./cycles.module.css";
import { PackageOff } from "./package-off.tsx";
import { TableHeads } from "./table-heads.tsx";

/** One cycle: its price card, its sheets, its allocation, and the next act. */
export async function CycleScreen({ detail }: { detail: CycleDetail }) {
  const t = await getT("desk");
  const { locale } = await getPreferences();
  const { cycle, sheets, checks } = detail;
  return (
    <>
      <LiveRefresh topics={[`cycle:${cycle.id}`, "desk"]} readMs={detail.nowMs} />
      <Pane
        names
        title={t("cycle.of", { n: cycle.number })}
        facts={<StateTag tone={cycle.state === "settled" ? "done" : "doing"}>{t(`state.${cycle.stage}`)}</StateTag>}
        end={
          <>
            {actsFor(CYCLE, cycle.state, "DESK").includes("rewrite") && (
              <LinkButton size={36} icon="pencil" href={`/desk/cycles/new?draft=${cycle.id}`}>
                {t("cycles.edit.do")}
              </LinkButton>
            )}
            <LinkButton size={36} href="/desk/cycles">
              {t("cycles.back")}
            </LinkButton>
          </>
        }
      >
        <p className={`${s.facts} ${s.dates}`}>
          <span>
            {t("cycles.opens")} <b>{formatDayTime(cycle.opensMs, locale)}</b>
          </span>
          <span>
            {t("cycles.cut")} <b>{formatDayTime(cycle.cutOffMs, locale)}</b>
          </span>
          <span>
            {t("cycles.grace")} <b>{formatDayTime(cycle.graceEndsMs, locale)}</b>
          </span>
          <span>
            {t("cycles.delivery")} <b>{formatDayWithWeekday(cycle.deliveryMs, locale)}</b>
          </span>
          <span>
            {t("cycles.policy")} <b>{t(`policy.${cycle.policy}`)}</b>
          </span>
        </p>
        <ScrollBox className={`${s.section} ${s.scroll}`}>
          <h3>{t("cycles.card")}</h3>
          <table className={s.table}>
            <TableHeads
              row={t("cycles.package")}
              figures={[
                t("cycles.price"),
                t("cycles.limit"),
                t("cycles.committed"),
                t("cycles.col.offered"),
                t("cycles.col.reserved"),
              ]}
              last={t("cycles.col.reserved")}
            />
            <tbody>
              {detail.offers.map((o) => (
                <tr key={o.packageVersionId}>
                  <th scope="row">
                    <span className={s.named}>
                      <PackageLetter code={o.letter} size={32} faded={o.takenOff !== null} /> {pickName(o.name, locale)}
                    </span>
                    {o.takenOff !== null && <span className={s.sub}>{t("off.why", { why: o.takenOff })}</span>}
                  </th>
                  <td className={s.num}>{formatYuanPlain(o.priceFen)}</td>
                  <td className={s.num}>{o.householdLimit}</td>
                  <td className={s.num}>{formatNumber(o.committed)}</td>
                  <td className={s.num}>{formatNumber(o.offered)}</td>
                  <td className={s.num}>{formatNumber(o.reserved)}</td>
                  <td>
                    <span className={s.meter}>
                      <Meter value={o.reserved} max={o.offered} label={t("cycles.col.reserved")} />
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
        <EarlyExpiries of={detail.expiries} withStore />
        <AllocationTables run={detail.run} offers={detail.offers} state={cycle.state} />
      </Pane>
      <Pane width={380} tone="paper">
        <div className={s.section}>
          <CycleActs key={cycle.state} detail={detail} />
        </div>
        {UNALLOCATED_CYCLE_STATES.includes(cycle.state) && (
          <div className={s.section}>
            <CancelByNumber cycleId={cycle.id as CycleId} />
            <PackageOff cycleId={cycle.id as CycleId} offers={detail.offers} />
          </div>
        )}
        {sheets.all > 0 && (
          <div className={s.section}>
            <h3>{t("sheets.title")}</h3>
            <p>{t("sheets.of", { n: sheets.frozen, total: sheets.all })}</p>
            <Meter value={sheets.frozen} max={sheets.all} label={t("sheets.title")} thick />
            <p className={s.facts}>
              <span>{t("sheets.frozen", { n: sheets.frozen })}</span>
              <span>{t("sheets.submitted", { n: sheets.submitted })}</span>
              <span>{t("sheets.collecting", { n: sheets.collecting })}</span>
            </p>
            <p className={s.ways}>
              <LinkButton wide href={`/desk/cycles/${cycle.id}/sheets`}>
                {t("sheets.open")}
              </LinkButton>
              {detail.batches > 0 && (
                <LinkButton
                  wide
                  href={`/desk/cycles/${cycle.id}/batches`}
                  end={detail.batchesWaiting > 0 ? <StateTag tone="bad">{detail.batchesWaiting}</StateTag> : undefined}
                >
                  {t("batches.open")}
                </LinkButton>
              )}
              {OWED_CYCLE_STATES.includes(cycle.state) && (
                <LinkButton wide href={`/desk/cycles/${cycle.id}/settlement`}>
                  {t("settlement.open")}
                </LinkButton>
              )}
            </p>
          </div>
        )}
        {checks && (
          <ul className={`${s.section} ${s.checks}`}>
            <Check
              name={t("check.conservation")}
              ok={checks.imbalances === 0}
              words={checks.imbalances === 0 ? t("check.ok") : t("check.conservation.bad", { n: checks.imbalances })}
            />
            <Check
              name={t("check.ledger")}
              ok={checks.ledgerFen === 0}
              words={
                checks.ledgerFen === 0 ? t("check.ok") : t("check.ledger.bad", { amount: formatYuan(checks.ledgerFen) })
              }
            />
            <Check
              name={t("check.claims")}
              ok={checks.openClaims === 0}
              words={checks.openClaims === 0 ? t("check.ok") : t("check.claims.bad", { n: checks.openClaims })}
            />
          </ul>
        )}
      </Pane>
    </>
  );
}

function Check({ name, ok, words }: { name: string; ok: boolean; words: string }) {
  return (
    <li>
      <b>{name}</b>
      <StateTag tone={ok ? "done" : "bad"}>{words}</StateTag>
    </li>
  );
}

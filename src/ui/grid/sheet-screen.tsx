import type { SheetView } from "#contract/grid.ts";
import { OPEN_SHEET_STATES } from "#domain/orders/grid-sheet.ts";
import { inFours } from "../format/checksum.ts";
import { formatBuilding } from "../format/door.ts";
import { formatYuanShort } from "../format/money.ts";
import { pickName, pickPlace } from "../format/name.ts";
import { formatDay, formatDayTime, formatNear } from "../format/time.ts";
import { PhoneHeader } from "../frames/phone-header.tsx";
import { BigNumber } from "../kit/big-number.tsx";
import { Facts } from "../kit/facts.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { EmptyState, InfoNote } from "../kit/notes.tsx";
import { PackageLetter } from "../kit/package-letter.tsx";
import { PrintButton } from "../kit/print-button.tsx";
import { QrCode } from "../kit/qr-code.tsx";
import { Section } from "../kit/section.tsx";
import { StateTag, type Tone } from "../kit/state-tag.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { CompareHeads } from "./compare-heads.tsx";
import { GridFrame } from "./grid-frame.tsx";
import { RoundStrip } from "./round-strip.tsx";
import s from "./rows.module.css";
import { SubmitSheet } from "./submit-sheet.tsx";
import { withRound } from "./with-round.ts";

const TONE: Readonly<Record<SheetView["state"], Tone>> = {
  collecting: "todo",
  reviewing: "doing",
  submitted: "doing",
  returned: "bad",
  accepted: "done",
  frozen: "done",
  reconciled: "done",
};

/** The grid's tally on the screen and on A4: totals by package and by building, the checksum on both. */
export async function SheetScreen({ view }: { view: SheetView | null }) {
  const [t, common, { locale }] = [await getT("grid"), await getT("common"), await getPreferences()];
  if (!view)
    return (
      <GridFrame header={<PhoneHeader title={t("sheet.title")} />}>
        <EmptyState icon="sigma" title={t("sheet.none")}>
          {t("sheet.none.words")}
        </EmptyState>
      </GridFrame>
    );
  const states = await getT("states");
  const { grid, nowMs } = view;
  const open = OPEN_SHEET_STATES.includes(view.state);
  const where = `${pickPlace(grid.community, locale)} ${t("grid.n", { n: grid.number })}`;
  return (
    <GridFrame
      live={grid.gridId}
      header={
        <PhoneHeader
          title={t("sheet.title")}
          under={<Facts of={[where, t("sheet.for", { day: formatDay(view.deliveryDayMs, locale) })]} />}
          end={
            <PrintButton kind="text" aria-label={common("print")}>
              {" "}
            </PrintButton>
          }
        />
      }
    >
      <RoundStrip of={view} nowMs={nowMs} path="/g/sheet" />
      <h2 className="print-only">
        {t("sheet.title")} · {where} · {t("sheet.for", { day: formatDay(view.deliveryDayMs, locale) })}
      </h2>
      <div className={s.block}>
        <div className={s.head}>
          <StateTag tone={TONE[view.state]}>{t(`sheet.state.${view.state}`)}</StateTag>
          {view.submittedMs && !open && <span className={s.quiet}>{formatDayTime(view.submittedMs, locale)}</span>}
        </div>
        <div className={s.sum}>
          <BigNumber size={28} unit={t("unit.homes")}>
            {view.homes}
          </BigNumber>
          {view.heads > 0 && (
            <BigNumber size={28} unit={t("unit.people")}>
              {view.heads}
            </BigNumber>
          )}
          <BigNumber size={28} unit={t("unit.bags")}>
            {view.bags}
          </BigNumber>
          <BigNumber size={28}>{formatYuanShort(view.totalFen)}</BigNumber>
        </div>
        {view.returnReason && (
          <InfoNote tone="ink" icon="undo-2" title={t("sheet.state.returned")}>
            {view.returnReason}
          </InfoNote>
        )}
        {open && view.doubtful > 0 && (
          <LinkButton kind="ink" size={54} wide icon="message-square-warning" href={withRound("/g/review", view)}>
            {t("sheet.doubt", { n: view.doubtful })}
          </LinkButton>
        )}
        {open && nowMs < view.cutOffMs && (
          <InfoNote icon="clock">{t("sheet.wait", { time: formatNear(view.cutOffMs, nowMs, locale) })}</InfoNote>
        )}
        {open && nowMs >= view.cutOffMs && view.doubtful === 0 && (
          <SubmitSheet cycleId={view.cycleId} gridId={grid.gridId} homes={view.homes} bags={view.bags} />
        )}
        {view.checksum && !open && (
          <div className={s.head} style={{ alignItems: "flex-start" }}>
            <span style={{ flex: 1, minWidth: 0 }}>
              <b>{t("sheet.checksum")}</b>
              <br />
              <span className={s.mono}>{inFours(view.checksum)}</span>
              <br />
              <span className={s.quiet}>{t("sheet.checksum.words")}</span>
            </span>
            <QrCode text={`baogong:sheet:${view.sheetId}:${view.checksum}`} size={112} label={t("sheet.checksum")} />
          </div>
        )}
      </div>
      {view.packages.length === 0 ? (
        <EmptyState icon="package" title={t("sheet.empty")} />
      ) : (
        <>
          <Section title={t("sheet.packages")}>
            <table className={s.table}>
              <tbody>
                {view.packages.map((p) => (
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
                  <th scope="row">{t("sheet.total")}</th>
                  <td className={`${s.end} ${s.big}`}>{view.bags}</td>
                </tr>
              </tfoot>
            </table>
          </Section>
          <Section title={t("sheet.buildings")}>
            <table className={s.table}>
              <tbody>
                {view.buildings.map((b) => (
                  <tr key={b.name}>
                    <th scope="row" className={s.whole}>
                      {formatBuilding(b.name, locale)}
                    </th>
                    <td>
                      <Facts
                        of={[t("homes", { n: b.homes }), b.letters.map((l) => `${l.letter}${l.bags}`).join(" ")]}
                      />
                    </td>
                    <td className={`${s.end} ${s.big}`}>{b.bags}</td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">{t("sheet.total")}</th>
                  <td>{t("homes", { n: view.homes })}</td>
                  <td className={`${s.end} ${s.big}`}>{view.bags}</td>
                </tr>
              </tfoot>
            </table>
          </Section>
          <CompareHeads buildings={view.buildings.map(({ name, bags, letters }) => ({ name, bags, letters }))} />
          <div className={s.sign}>
            <span>{t("sheet.signed", { gatherer: states(`aggregator.${grid.aggregator}`) })}</span>
            <span>{t("sheet.signed.com")}</span>
          </div>
        </>
      )}
    </GridFrame>
  );
}

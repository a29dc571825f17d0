import type { ManifestView } from "#contract/store.ts";
import { busName } from "../format/bus.ts";
import { pickName } from "../format/name.ts";
import { formatClock, formatDayWithWeekday } from "../format/time.ts";
import { LinkButton } from "../kit/link-button.tsx";
import { PrintButton } from "../kit/print-button.tsx";
import { QrCode } from "../kit/qr-code.tsx";
import { ScrollBox } from "../kit/scroll-box.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./sheets.module.css";

/** 随车清单: what rides on one bus, by stop, grid and package, with the seal's number and two lines to sign. */
export async function ManifestSheet({ sheet }: { sheet: ManifestView }) {
  const [t, common] = [await getT("store"), await getT("common")];
  const { locale } = await getPreferences();
  return (
    <main id="main" className={s.page}>
      <header className={`${s.head} no-print`}>
        <LinkButton icon="chevron-left" href={`/s/dock?trip=${sheet.tripId}`}>
          {t("print.back")}
        </LinkButton>
        <PrintButton kind="filled">{t("print.manifest")}</PrintButton>
      </header>
      <div className={s.manifestHead}>
        <div>
          <h1>{t("manifest.title", { bus: busName(sheet, common) })}</h1>
          <p>
            {t("manifest.from", { store: pickName(sheet.store, locale), depot: pickName(sheet.depot, locale) })}
            {" · "}
            {formatDayWithWeekday(sheet.deliveryDayMs, locale)}{" "}
            {t("manifest.departs", { time: formatClock(sheet.departMs, locale) })}
          </p>
          {!sheet.loaded && <p>{t("manifest.planned")}</p>}
          <p className={s.sealLine}>
            <b>{sheet.sealNumber ? t("seal", { number: sheet.sealNumber }) : t("seal.none")}</b>
          </p>
        </div>
        <QrCode text={`BG:trip:${sheet.tripId}`} size={84} />
      </div>
      <ScrollBox className={s.scroll}>
        <table className={s.table}>
          <thead>
            <tr>
              <th scope="col">{t("manifest.stop")}</th>
              <th scope="col">{t("manifest.due")}</th>
              <th scope="col">{t("manifest.grid")}</th>
              {sheet.letters.map((l) => (
                <th key={l} scope="col" className={s.right}>
                  {l}
                </th>
              ))}
              <th scope="col" className={s.right}>
                {t("manifest.total")}
              </th>
            </tr>
          </thead>
          {sheet.stops.map((stop) => (
            <tbody key={stop.sequence} data-keep>
              {stop.grids.map((g, i) => (
                <tr key={g.number}>
                  {i === 0 && (
                    <>
                      <th scope="rowgroup" rowSpan={stop.grids.length}>
                        {stop.sequence} {pickName(stop.community, locale)} <span>({stop.bags})</span>
                      </th>
                      <td rowSpan={stop.grids.length}>{formatClock(stop.dueMs, locale)}</td>
                    </>
                  )}
                  <td>{g.number === null ? "–" : t("label.grid", { n: g.number })}</td>
                  {sheet.letters.map((l) => (
                    <td key={l} className={s.right}>
                      {g.byLetter[l] ?? "–"}
                    </td>
                  ))}
                  <td className={s.right}>
                    <b>{g.bags}</b>
                  </td>
                </tr>
              ))}
            </tbody>
          ))}
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                {t("manifest.all")}
              </th>
              {sheet.letters.map((l) => (
                <td key={l} className={s.right}>
                  {sheet.stops.flatMap((x) => x.grids).reduce((n, g) => n + (g.byLetter[l] ?? 0), 0)}
                </td>
              ))}
              <td className={s.right}>
                <b>{sheet.bags}</b>
              </td>
            </tr>
          </tfoot>
        </table>
      </ScrollBox>
      <p className={s.sign}>
        <span>{t("manifest.sign.store")}</span>
        <span>{t("manifest.sign.driver")}</span>
        {!sheet.sealNumber && <span>{t("manifest.sign.seal")}</span>}
      </p>
    </main>
  );
}

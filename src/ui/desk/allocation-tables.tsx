import type { CycleDetail } from "#contract/desk.ts";
import { pickName } from "../format/name.ts";
import { formatNumber, formatPercent } from "../format/number.ts";
import { Meter } from "../kit/meter.tsx";
import { InfoNote } from "../kit/notes.tsx";
import { PackageLetter } from "../kit/package-letter.tsx";
import { ScrollBox } from "../kit/scroll-box.tsx";
import { Skeleton } from "../kit/skeleton.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./cycles.module.css";
import { TableHeads } from "./table-heads.tsx";

const COLUMNS = ["wanted", "committed", "allocated", "shorted", "extra", "homesShort"] as const;

/** The last allocation in counts: what each package comes to, and how full each store gets. */
export async function AllocationTables({
  run,
  offers,
  state,
}: {
  run: CycleDetail["run"];
  offers: CycleDetail["offers"];
  state: CycleDetail["cycle"]["state"];
}) {
  const t = await getT("desk");
  const { locale } = await getPreferences();
  if (!run && state !== "closed") return null;
  const nameOf = new Map(offers.map((o) => [o.letter, pickName(o.name, locale)]));
  const label = {
    wanted: t("alloc.wanted"),
    committed: t("alloc.committed"),
    allocated: t("alloc.allocated"),
    shorted: t("alloc.shorted"),
    extra: t("alloc.extra"),
    homesShort: t("alloc.homes"),
  };
  return (
    <ScrollBox className={`${s.section} ${s.scroll}`}>
      <h3>
        {t("alloc.title")} {run && <span className={s.sub}>{t("alloc.run", { n: run.number })}</span>}
      </h3>
      {!run && <p className={s.sub}>{t("alloc.none")}</p>}
      {run?.state === "computing" && <Skeleton label={t("alloc.computing")} lines={4} />}
      {run?.state === "failed" && (
        <InfoNote tone="bad" icon="triangle-alert">
          {t("alloc.failed")}
        </InfoNote>
      )}
      {run && run.unassigned > 0 && (
        <InfoNote tone="bad" icon="triangle-alert">
          {t("alloc.unassigned", { n: run.unassigned })}
        </InfoNote>
      )}
      {run && run.packages.length > 0 && (
        <>
          <table className={s.table}>
            <TableHeads row={t("cycles.package")} figures={COLUMNS.map((c) => label[c])} />
            <tbody>
              {run.packages.map((p) => (
                <tr key={p.letter}>
                  <th scope="row">
                    <span className={s.named}>
                      <PackageLetter code={p.letter} size={32} /> {nameOf.get(p.letter)}
                    </span>
                  </th>
                  {COLUMNS.map((c) => (
                    <td
                      key={c}
                      className={
                        (c === "shorted" || c === "homesShort") && p[c] > 0
                          ? `${s.num} ${s.bad}`
                          : p[c] === 0
                            ? `${s.num} ${s.sub}`
                            : s.num
                      }
                    >
                      {formatNumber(p[c])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <table className={s.table}>
            <thead>
              <tr>
                <th scope="col">{t("cycles.store")}</th>
                <th scope="col" className={s.num}>
                  {t("alloc.communities")}
                </th>
                <th scope="col" className={s.num}>
                  {t("alloc.bags")}
                </th>
                <th scope="col" className={s.num}>
                  {t("cycles.capacity")}
                </th>
                <th scope="col">{t("alloc.load")}</th>
              </tr>
            </thead>
            <tbody>
              {run.stores.map((x) => (
                <tr key={x.id}>
                  <th scope="row">{pickName(x.name, locale)}</th>
                  <td className={s.num}>{x.communities}</td>
                  <td className={s.num}>{formatNumber(x.bags)}</td>
                  <td className={s.num}>{formatNumber(x.capacity)}</td>
                  <td>
                    <span className={s.facts}>
                      <span className={s.meter}>
                        <Meter
                          value={x.bags}
                          max={x.capacity}
                          tone={x.bags > x.capacity ? "bad" : "plain"}
                          label={t("alloc.load")}
                        />
                      </span>
                      {formatPercent(x.bags, x.capacity)}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </ScrollBox>
  );
}

"use client";
import type { PlanFigures, PlanVersion } from "#contract/plan-versions.ts";
import { formatYuanShort } from "../format/money.ts";
import { formatNumber } from "../format/number.ts";
import { formatNear, formatSpan } from "../format/time.ts";
import { Button } from "../kit/button.tsx";
import { SelectField } from "../kit/field.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./compare-screen.module.css";

/** What a version is called: by its name, else by when it was made; and what has become of it. */
export function useVersionName(nowMs: number) {
  const t = useT("dispatch");
  const locale = useLocale();
  return ({ name, state, madeMs, by, published }: PlanVersion): string => {
    const time = formatNear(madeMs, nowMs, locale);
    const what = name ?? t("version.of", { time });
    const who = by ? ` · ${by}` : "";
    if (published > 0) return `${what}${who} · ${t("version.published", { n: published })}`;
    return `${what}${who} · ${t(state === "accepted" ? "version.taken" : state === "proposed" ? "version.waits" : "version.former")}`;
  };
}

type Props = {
  cycleId: string;
  versions: readonly PlanVersion[];
  a: PlanVersion;
  b: PlanVersion;
  nowMs: number;
};

/** Which two are side by side, and what each comes to; of the second how much more or less. */
export function VersionFigures({ cycleId, versions, a, b, nowMs }: Props) {
  const t = useT("dispatch");
  const locale = useLocale();
  const nameOf = useVersionName(nowMs);
  const yuan = (fen: number) => formatYuanShort(Math.round(fen / 100) * 100);
  const km = (metres: number) => t("move.km", { n: formatNumber(Math.round(metres / 1000)) });
  const span = (seconds: number) => (seconds === 0 ? "0" : formatSpan(seconds * 1000, locale));
  const rows: [keyof PlanFigures, (n: number) => string][] = [
    ["costFen", yuan],
    ["buses", formatNumber],
    ["trips", formatNumber],
    ["metres", km],
    ["lateStops", formatNumber],
    ["lateSeconds", span],
    ["leftOutBags", formatNumber],
  ];
  return (
    <>
      <form className={s.form} action="/d/compare">
        <input type="hidden" name="cycle" value={cycleId} />
        {(["a", "b"] as const).map((side) => (
          <SelectField key={side} label={t(`compare.${side}`)} name={side} defaultValue={(side === "a" ? a : b).id}>
            {versions.map((v) => (
              <option key={v.id} value={v.id}>
                {nameOf(v)}
              </option>
            ))}
          </SelectField>
        ))}
        <Button type="submit" icon="columns-2">
          {t("compare.show")}
        </Button>
      </form>
      <table className={s.table}>
        <thead>
          <tr>
            <th>{t("compare.what")}</th>
            <th>{t("compare.a")}</th>
            <th>{t("compare.b")}</th>
            <th>{t("compare.change")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([key, format]) => {
            const more = b.figures[key] - a.figures[key];
            return (
              <tr key={key}>
                <th scope="row">{t(`compare.${key}`)}</th>
                <td>{format(a.figures[key])}</td>
                <td>{format(b.figures[key])}</td>
                {/* Of each of them less is better. */}
                <td className={more < 0 ? s.better : more > 0 ? s.worse : s.same}>
                  {more === 0 ? "0" : `${more < 0 ? "−" : "+"}${format(Math.abs(more))}`}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

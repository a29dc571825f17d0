"use client";
import type { OpenHandover } from "#contract/dispatch.ts";
import type { HandoverId } from "#domain/kernel/ids.ts";
import { pickName } from "../format/name.ts";
import { formatSpan } from "../format/time.ts";
import { CallButton } from "../movement/call-button.tsx";
import { PaperNames } from "../movement/paper-names.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./publish-screen.module.css";
import { Ruling } from "./ruling.tsx";

/** Piles of the chosen trip that wait for their grid worker, or for the names from the paper: call, rule, or type in. */
export function UncountedList({ handovers, nowMs }: { handovers: readonly OpenHandover[]; nowMs: number }) {
  const [t, common] = [useT("dispatch"), useT("common")];
  const locale = useLocale();
  if (handovers.length === 0) return null;
  return (
    <section className={s.road}>
      <h3>{t("uncounted.title")}</h3>
      {handovers.map((h) => (
        <div key={h.id} className={s.road}>
          <p>
            <b>{pickName(h.place, locale)}</b> {t("dispute.grid", { n: h.grid })} · {t("left.bags", { n: h.offered })} ·{" "}
            {t(h.state === "on_paper" ? "uncounted.paper" : "uncounted.waits", {
              span: formatSpan(nowMs - h.offeredMs, locale),
            })}
          </p>
          {h.state === "on_paper" ? (
            <PaperNames handoverId={h.id as HandoverId} />
          ) : (
            <>
              <CallButton tripId={h.tripId} whom="receiver" gridId={h.gridId}>
                {t("call.receiver", { gatherer: common(`gatherer.${h.aggregator}`) })}
              </CallButton>
              <details>
                <summary className={s.more}>{t("uncounted.rule")}</summary>
                <Ruling handover={h} />
              </details>
            </>
          )}
        </div>
      ))}
    </section>
  );
}

import type { StoreDayView } from "#contract/store.ts";
import { pickName } from "../format/name.ts";
import { formatNumber } from "../format/number.ts";
import { Pane } from "../frames/pane.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { EarlyExpiries } from "../supply/early-expiries.tsx";
import { getT } from "../words/get-t.ts";
import { BatchGroup } from "./batch-group.tsx";
import { PendingBatches } from "./pending-batches.tsx";
import s from "./store.module.css";

/** What is asked of the store, against what it can do: new batches to take or send back, then trip by trip. */
export async function BatchPane({ view }: { view: StoreDayView }) {
  const t = await getT("store");
  const { locale } = await getPreferences();
  const { day: all, accepted: taken, asked, left } = view.capacity;
  const part = (n: number) => `${Math.min(100, (100 * n) / Math.max(all, taken + asked, 1))}%`;
  const count = new Set(view.groups.flatMap((g) => g.batches.map((b) => b.batchId))).size;
  return (
    <Pane
      title={t("tab.batches")}
      facts={t("batches.facts", { n: count, bags: formatNumber(view.roundBags) })}
      end={
        count > 0 && (
          <LinkButton size={36} icon="printer" href={`/s/labels?cycle=${view.cycle?.cycleId ?? ""}`}>
            {t("labels")}
          </LinkButton>
        )
      }
      width={410}
    >
      <div
        className={s.capacity}
        role="img"
        aria-label={t("capacity.label", { all: formatNumber(all), taken: formatNumber(taken) })}
      >
        <span className={s.taken} style={{ width: part(taken) }} />
        <span className={s.asked} style={{ width: part(asked) }} />
      </div>
      <p className={s.capacityWords}>
        <span>
          {t("capacity.day")} <b>{formatNumber(all)}</b>
        </span>
        <span>
          {t("capacity.taken")} <b>{formatNumber(taken)}</b>
        </span>
        <span className={s.quiet}>
          {left >= 0 ? t("capacity.free", { n: formatNumber(left) }) : t("capacity.over", { n: formatNumber(-left) })}
        </span>
      </p>
      <EarlyExpiries of={view.expiries} />
      {view.pending.length > 0 && (
        <PendingBatches
          key={view.pending.map((b) => b.batchId).join()}
          manager={view.manager}
          rows={view.pending.map((b) => ({ batchId: b.batchId, place: pickName(b.community, locale), bags: b.bags }))}
        />
      )}
      {view.groups.length === 0 && view.pending.length === 0 && (
        <EmptyState icon="clipboard-list" title={t("none")}>
          {t("none.what")}
        </EmptyState>
      )}
      {view.groups.map((g) => (
        <BatchGroup key={g.trip?.tripId ?? "none"} group={g} nowMs={view.nowMs} />
      ))}
    </Pane>
  );
}

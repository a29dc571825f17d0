import type { StoreDayView } from "#contract/store.ts";
import { formatNumber } from "../format/number.ts";
import { Pane } from "../frames/pane.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { Tabs } from "../kit/tabs.tsx";
import { getT } from "../words/get-t.ts";
import { PickNow } from "./pick-now.tsx";
import { ShortNotices } from "./short-notices.tsx";
import s from "./store.module.css";
import { type StoreAddress, storeHref } from "./store-address.ts";
import { WaveItems } from "./wave-items.tsx";
import { WavePackages } from "./wave-packages.tsx";
import { WaveStops } from "./wave-stops.tsx";

/** What is being picked: the thing in hand huge, and the wave by item, by package or by stop. */
export async function PickPane({ view, at }: { view: StoreDayView; at: StoreAddress }) {
  const t = await getT("store");
  const { wave, cycle } = view;
  const by = at.by === "package" || at.by === "stop" ? at.by : "item";
  const done = wave.items.filter((i) => i.pickedTenths >= i.neededTenths).length;
  const empty = wave.batches === 0 || !cycle;
  return (
    <Pane
      title={t("pick.title")}
      facts={!empty && t("pick.facts", { batches: wave.batches, bags: formatNumber(wave.bags) })}
      tone="paper"
      end={
        !empty && (
          <span className={s.by}>
            <Tabs
              dense
              label={t("pick.by")}
              tabs={(["item", "package", "stop"] as const).map((key) => ({
                href: storeHref(at, { by: key === "item" ? undefined : key }),
                label: t(`pick.by.${key}`),
                current: by === key,
              }))}
            />
          </span>
        )
      }
      foot={
        !empty && (
          <>
            {wave.open && <span>{t("pick.done.count", { done, all: wave.items.length })}</span>}
            {wave.items.some((i) => i.unit === "斤") && <span>{t("pick.jin")}</span>}
          </>
        )
      }
    >
      {empty && (
        <EmptyState icon="list-checks" title={t("pick.none")}>
          {t("pick.none.what")}
        </EmptyState>
      )}
      {!empty && by === "item" && (
        <div className={s.pick}>
          {!wave.open && (
            <EmptyState icon="package-check" title={t("pick.over")}>
              {t("pick.over.what")}
            </EmptyState>
          )}
          {wave.open && wave.now && (
            <PickNow
              item={wave.now}
              lots={wave.lots}
              short={wave.short}
              cycleId={cycle.cycleId}
              supermarketId={view.store.supermarketId}
              rest={wave.items}
              at={at}
            />
          )}
          {wave.open && <WaveItems wave={wave} at={at} />}
        </div>
      )}
      {!empty && by === "package" && <WavePackages wave={wave} />}
      {!empty && by === "stop" && <WaveStops wave={wave} />}
      <ShortNotices notices={wave.notices} />
    </Pane>
  );
}

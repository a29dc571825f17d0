import Link from "next/link";
import type { BatchGroupView } from "#contract/store.ts";
import { actsFor } from "#domain/kernel/machine.ts";
import { BATCH, type BatchState } from "#domain/supply/batch.ts";
import { busName } from "../format/bus.ts";
import { pickPlace } from "../format/name.ts";
import { formatClock } from "../format/time.ts";
import type { IconName } from "../icons/icon-name.ts";
import { Meter } from "../kit/meter.tsx";
import { StateTag, type Tone } from "../kit/state-tag.tsx";
import { TripName } from "../kit/trip-name.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { BatchStepButton } from "./batch-step-button.tsx";
import { OffloadButton } from "./offload-button.tsx";
import { RepackButton } from "./repack-button.tsx";
import s from "./store.module.css";
import { tripState } from "./store-words.ts";

/** Each state with its look and how many of the five steps (pick, pack, stage, load, go) are behind it. */
const LOOK: Readonly<Record<BatchState, readonly [Tone, IconName, number]>> = {
  pending: ["todo", "circle-dashed", 0],
  accepted: ["todo", "circle-dashed", 0],
  picking: ["plain", "list-checks", 0.5],
  picked: ["plain", "package-open", 1],
  packed: ["doing", "shopping-bag", 2],
  staged: ["done", "package-check", 3],
  loading: ["doing", "scan-line", 3.5],
  loaded: ["done", "bus", 4],
  dispatched: ["done", "bus", 5],
  delivered: ["done", "circle-check", 5],
  settled: ["done", "circle-check", 5],
  rejected: ["bad", "undo-2", 0],
  recalled: ["bad", "undo-2", 0],
};

/** The batches that leave on one bus, in the order of its stops, with the one step that is due for them. */
export async function BatchGroup({ group, nowMs }: { group: BatchGroupView; nowMs: number }) {
  const t = await getT("store");
  const [states, common] = [await getT("states"), await getT("common")];
  const { locale } = await getPreferences();
  const { trip, batches } = group;
  const name = trip ? busName(trip, common) : t("group.none");
  const late = trip !== null && group.next !== null && trip.dockMs < nowMs;
  return (
    <section className={s.group} aria-label={name}>
      <div className={s.groupHead}>
        <span>
          {trip ? <TripName name={name} colour={trip.number} /> : <b>{name}</b>}{" "}
          <span className={s.quiet}>
            {trip
              ? t("group.facts", { time: formatClock(trip.dockMs, locale), stops: trip.stops.length, bags: group.bags })
              : t("group.none.facts", { n: batches.length, bags: group.bags })}
          </span>
        </span>
        {group.next ? (
          <BatchStepButton key={group.next.batchIds.join()} next={group.next} late={late} />
        ) : (
          trip && <b className={s.groupState}>{tripState(trip.state, t)}</b>
        )}
      </div>
      <ul>
        {batches.map((b) => {
          const [tone, icon, steps] = LOOK[b.state];
          const place = pickPlace(b.community, locale);
          const state = states(`batch.${b.state}`);
          const acts = actsFor(BATCH, b.state, "SUP");
          const loading = b.state === "loading" && b.bags > 0;
          return (
            <li key={`${b.batchId}${b.sequence}`} className={s.batch}>
              <span className={s.seq}>{b.sequence}</span>
              <Link
                href={`/s/labels?batch=${b.batchId}`}
                className={s.place}
                title={t("labels.of", { place })}
                prefetch={false}
              >
                {place}
              </Link>
              <b className={s.figure}>{b.bags}</b>
              <span className={s.state}>
                <StateTag tone={tone} icon={icon}>
                  {state}
                </StateTag>
              </span>
              <span className={s.meter}>
                <Meter
                  value={loading ? 3 + b.loaded / b.bags : steps}
                  max={4}
                  label={t("batch.step", { place, state })}
                />
              </span>
              {acts.includes("repack") && (
                <span className={s.back}>
                  <RepackButton batchId={b.batchId} place={place} packages={b.packages} />
                </span>
              )}
              {acts.includes("offload") && trip?.state === "sealed" && b.loaded > 0 && (
                <span className={s.back}>
                  <OffloadButton batchId={b.batchId} tripId={trip.tripId} place={place} bus={name} />
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

"use client";
import type { PublishRow } from "#contract/dispatch.ts";
import { busName } from "../format/bus.ts";
import { Icon } from "../icons/icon.tsx";
import { TripName } from "../kit/trip-name.tsx";
import { useT } from "../words/use-t.ts";
import s from "./publish-screen.module.css";

/** A bus that carries less than this share of what it holds runs nearly empty. */
const NEARLY_EMPTY = 0.1;
const SHOWN = 6;

/** What holds no trip back but deserves a look before it goes: the emptiest trips first. */
export function WorthALook({ trips, onChoose }: { trips: readonly PublishRow[]; onChoose: (id: string) => void }) {
  const [t, common] = [useT("dispatch"), useT("common")];
  const empty = trips
    .filter((r) => r.bags < NEARLY_EMPTY * r.capacity)
    .toSorted((a, b) => a.bags / a.capacity - b.bags / b.capacity);
  if (empty.length === 0) return null;
  return (
    <section className={s.look}>
      <h3>{t("look.title", { n: empty.length })}</h3>
      <ul>
        {empty.slice(0, SHOWN).map((r) => (
          <li key={r.id}>
            <button type="button" onClick={() => onChoose(r.id)}>
              <TripName name={busName({ number: r.number, bus: r.vehicle }, common)} colour={r.number} />
              <span>{t("look.empty", { bags: r.bags, capacity: r.capacity })}</span>
              <Icon name="chevron-right" size={18} />
            </button>
          </li>
        ))}
      </ul>
      {empty.length > SHOWN && <p className={s.stay}>{t("look.more", { n: empty.length - SHOWN })}</p>}
    </section>
  );
}

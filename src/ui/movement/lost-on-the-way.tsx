"use client";
import type { LostOnTheWay as Lost } from "#contract/movement.ts";
import { formatBagNumber } from "../format/bag-number.ts";
import { pickName } from "../format/name.ts";
import { Button } from "../kit/button.tsx";
import type { ButtonLook } from "../kit/button-look.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./lost-on-the-way.module.css";

/** Bags that were missing at gates: whoever finds one on the way says so, and who gathers there comes for it. */
export function LostOnTheWay({ lost, size = 44 }: { lost: readonly Lost[]; size?: ButtonLook["size"] }) {
  const [t, locale] = [useT("common"), useLocale()];
  const { act, busy, error } = useAct();
  if (lost.length === 0) return null;
  return (
    <section className={s.lost}>
      <h2>{t("lost.title", { n: lost.length })}</h2>
      {error && <ErrorNote>{error}</ErrorNote>}
      <ul>
        {lost.map((b) => (
          <li key={b.bagId}>
            <span>
              {t("lost.bag", {
                number: formatBagNumber(b.number),
                place: pickName(b.place, locale),
                grid: b.grid,
              })}
            </span>
            {b.found ? (
              <StateTag tone="doing">{t("lost.waits", { gatherer: t(`gatherer.${b.aggregator}`) })}</StateTag>
            ) : (
              <Button
                kind="act"
                size={size}
                disabled={busy}
                onClick={() => act((c) => c.movement.sayFound.mutate({ bagId: b.bagId }))}
              >
                {t("lost.say_found")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

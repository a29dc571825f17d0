"use client";
import type { PlanPlace, PlanView } from "#contract/dispatch.ts";
import type { CycleId, PlanId } from "#domain/kernel/ids.ts";
import { pickName } from "../format/name.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import c from "./closure.module.css";
import { ClosureForm, type Corners } from "./closure-form.tsx";
import { ClosureList } from "./closure-list.tsx";
import { useRoadsWords } from "./roads-words.ts";
import s from "./solve-panel.module.css";

/** Long enough for a plan that starts from a good one. */
const AGAIN_SECONDS = 10;

/** The roads that the plan was made with, what has changed since, and the closures of the day. */
export function RoadsPanel({
  view,
  places,
  drawing,
}: {
  view: PlanView;
  places: ReadonlyMap<string, PlanPlace>;
  drawing: Corners;
}) {
  const t = useT("dispatch");
  const locale = useLocale();
  const words = useRoadsWords();
  const { act, busy, error } = useAct();
  const { plan } = view;
  const roads = plan?.roads ?? view.roads;
  const changed = plan && plan.state !== "solving" && view.roadsChanged;
  const again = () =>
    plan &&
    act((c) =>
      c.movement.requestPlan.mutate({
        cycleId: view.cycle.id as CycleId,
        seconds: AGAIN_SECONDS,
        seed: plan.seed,
        from: plan.id as PlanId,
      }),
    );
  return (
    <section className={s.panel}>
      <div className={s.head}>
        <h2>{t("roads.title")}</h2>
      </div>
      <p className={s.quiet}>{words.label(roads)}</p>
      {plan?.roads?.notes.map((note) => (
        <InfoNote key={JSON.stringify(note)} tone="ink">
          {words.note(note)}
        </InfoNote>
      ))}
      {plan?.roads && plan.roads.far.length > 0 && (
        <details>
          <summary className={c.more}>{t("roads.far", { n: plan.roads.far.length })}</summary>
          <ul className={c.list}>
            {plan.roads.far
              .toSorted((a, b) => b.metres - a.metres)
              .map(({ placeId, metres }) => {
                const name = places.get(placeId)?.name;
                return (
                  name && <li key={placeId}>{t("roads.far.place", { place: pickName(name, locale), n: metres })}</li>
                );
              })}
          </ul>
        </details>
      )}
      {changed && (
        <InfoNote tone="ink" icon="route" title={t("plan.changed")}>
          {t(view.canSolve ? "plan.from.last.what" : "plan.changed.out")}
        </InfoNote>
      )}
      {error && <ErrorNote>{error}</ErrorNote>}
      {changed && view.canSolve && (
        <Button kind="filled" wide icon="refresh-cw" disabled={busy} onClick={again}>
          {t("plan.from.last")}
        </Button>
      )}
      <ClosureList closures={view.closures} />
      <ClosureForm nowMs={view.nowMs} drawing={drawing} />
    </section>
  );
}

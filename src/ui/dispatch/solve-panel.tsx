"use client";
import type { PlanView } from "#contract/dispatch.ts";
import type { CycleId, PlanId } from "#domain/kernel/ids.ts";
import { FRESH_PLAN_STATES } from "#domain/movement/plan.ts";
import { UNPUBLISHED_TRIP_STATES } from "#domain/movement/trip.ts";
import { formatNumber } from "../format/number.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import { CostChart } from "./cost-chart.tsx";
import s from "./solve-panel.module.css";

const LATELY_MS = 5_000;

/** Asks for a plan, shows how the best cost falls, and takes it when it is good enough. */
export function SolvePanel({ view }: { view: PlanView }) {
  const t = useT("dispatch");
  const { act, busy, error } = useAct();
  const { plan } = view;
  const out = view.trips.filter((x) => x.state !== null && !UNPUBLISHED_TRIP_STATES.includes(x.state)).length;
  const fresh = plan !== null && FRESH_PLAN_STATES.includes(plan.state);

  const solve = (form: FormData) =>
    act((c) =>
      c.movement.requestPlan.mutate({
        cycleId: view.cycle.id as CycleId,
        seconds: Number(form.get("seconds")),
        // Another start for each search: the same one would find the same plan again.
        seed: (plan?.seed ?? 0) + 1,
      }),
    );
  const take = () => plan && act((c) => c.movement.acceptPlan.mutate({ planId: plan.id as PlanId }));

  return (
    <section className={s.panel}>
      <div className={s.head}>
        <h2>{t(plan?.state === "solving" ? "plan.solving" : plan ? "plan.title" : "plan.none")}</h2>
        {plan && plan.state !== "solving" && (
          <StateTag tone={plan.state === "accepted" ? "done" : plan.state === "failed" ? "bad" : "doing"} boxed>
            {t(`plan.state.${plan.state}`)}
          </StateTag>
        )}
      </div>
      {plan ? (
        <Figures view={view} />
      ) : (
        <p className={s.quiet}>{t(view.canSolve ? "plan.none.how" : "plan.not.yet")}</p>
      )}
      {error && <ErrorNote>{error}</ErrorNote>}
      {fresh && view.trips.length > 0 && (
        <Button kind="filled" wide icon="check" disabled={busy} onClick={take}>
          {t(busy ? "plan.taking" : "plan.take")}
        </Button>
      )}
      {plan?.state === "accepted" && view.canSolve && view.trips.length > 0 && (
        <LinkButton kind="filled" wide href={`/d/publish?cycle=${view.cycle.id}`}>
          {t("plan.to.publish")}
        </LinkButton>
      )}
      {view.canSolve && plan?.state !== "solving" && (
        <form className={s.ask} action={solve}>
          <Field
            label={t("plan.ask.seconds")}
            name="seconds"
            type="number"
            min={1}
            max={600}
            defaultValue={20}
            required
          />
          <Button type="submit" kind={plan ? "outlined" : "filled"} disabled={busy}>
            {t(plan ? "plan.solve.again" : "plan.solve")}
          </Button>
        </form>
      )}
      {out > 0 && view.canSolve && <p className={s.quiet}>{t("plan.besides", { n: out })}</p>}
      {plan && !view.canSolve && <p className={s.quiet}>{t("plan.out")}</p>}
    </section>
  );
}

function Figures({ view }: { view: PlanView }) {
  const t = useT("dispatch");
  const plan = view.plan;
  if (!plan) return null;
  const [first] = plan.progress;
  const last = plan.progress.at(-1);
  const percent = (a: number, b: number) => formatNumber(Math.round((1000 * (a - b)) / Math.max(1, a)) / 10);
  const recent = last && plan.progress.findLast(([ms]) => ms <= last[0] - LATELY_MS);
  const left = new Set(view.leftOut.map((l) => l.placeId)).size;
  return (
    <>
      {first && last && (
        <>
          <p className={s.quiet}>
            {t("plan.below", { n: percent(first[1], last[1]) })}
            {recent && ` · ${t("plan.lately", { n: percent(recent[1], last[1]) })}`}
          </p>
          <CostChart
            progress={plan.progress}
            label={t("plan.chart", { n: percent(first[1], last[1]) })}
            unit={t("plan.seconds")}
          />
        </>
      )}
      <dl className={s.figures}>
        <div>
          <dd>{new Set(view.trips.map((x) => x.vehicleId)).size}</dd>
          <dt>{t("plan.buses", { n: plan.fleet })}</dt>
        </div>
        <div>
          <dd>{view.trips.length}</dd>
          <dt>{t("plan.trips")}</dt>
        </div>
        <div>
          <dd>{formatNumber(Math.round(view.trips.reduce((n, x) => n + x.metres, 0) / 1000))}</dd>
          <dt>{t("plan.km")}</dt>
        </div>
        <div className={left > 0 ? s.bad : undefined}>
          <dd>{left}</dd>
          <dt>{t("plan.left")}</dt>
        </div>
      </dl>
    </>
  );
}

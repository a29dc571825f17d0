import type { Need, Readiness } from "#domain/oversight/readiness.ts";
import { Pane } from "../frames/pane.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { InfoNote } from "../kit/notes.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { getT } from "../words/get-t.ts";
import s from "./ready-screen.module.css";

/** Where each need is met; null where only whoever runs the server can: the words say how. */
const MENDED_AT: Readonly<Record<Need, string | null>> = {
  homes: "/desk/places",
  grid_workers: "/desk/staff",
  clerks: "/desk/staff",
  packages: "/desk/places",
  stores: "/desk/places",
  store_staff: "/desk/staff",
  buses: "/desk/places",
  drivers: "/desk/places",
  keepers: "/desk/staff",
  dispatch: "/desk/staff",
  second_desk: "/desk/staff",
  roads: null,
};
const TONE = { ready: "done", look: "todo", stop: "bad" } as const;

/** Before the first round: what the city has of all that a round needs, what is missing, and where that is mended. */
export async function ReadyScreen({ needs, nowMs }: { needs: readonly Readiness[]; nowMs: number }) {
  const t = await getT("desk");
  const stops = needs.filter((n) => n.state === "stop").length;
  return (
    <>
      <LiveRefresh topics={["desk"]} readMs={nowMs} />
      <Pane
        names
        title={t("ready.title")}
        facts={t("ready.facts", { n: needs.filter((n) => n.state === "ready").length, of: needs.length })}
      >
        <InfoNote icon={stops > 0 ? "triangle-alert" : "circle-check"}>
          {stops > 0 ? t("ready.stops", { n: stops }) : t("ready.goes")}
        </InfoNote>
        <ul className={s.needs}>
          {needs.map(({ need, state, missing, of }) => {
            const where = MENDED_AT[need];
            return (
              <li key={need} className={s.need}>
                <StateTag tone={TONE[state]}>{t(`ready.state.${state}`)}</StateTag>
                <div>
                  <h2 className={s.name}>{t(`ready.${need}`)}</h2>
                  <p className={s.words}>
                    {of > 1 && state !== "ready" && missing > 0 && <b>{t("ready.missing", { n: missing, of })} </b>}
                    {t(state === "ready" ? `ready.${need}.there` : `ready.${need}.how`)}
                  </p>
                </div>
                {state !== "ready" && where && (
                  <LinkButton size={36} href={where}>
                    {t("ready.go")}
                  </LinkButton>
                )}
              </li>
            );
          })}
        </ul>
      </Pane>
    </>
  );
}

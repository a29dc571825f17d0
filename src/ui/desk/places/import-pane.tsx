"use client";
import type { PlaceImportView, PlaceReport } from "#contract/places.ts";
import { formatNumber } from "../../format/number.ts";
import { Button } from "../../kit/button.tsx";
import { LinkButton } from "../../kit/link-button.tsx";
import { Meter } from "../../kit/meter.tsx";
import { ErrorNote, InfoNote } from "../../kit/notes.tsx";
import { useAct } from "../../use-act.ts";
import { useT } from "../../words/use-t.ts";
import f from "../form.module.css";
import s from "./places.module.css";

/** What a list changes in numbers, what to look at first, and the one thing to do about it from where it stands. */
export function ImportPane({ view }: { view: PlaceImportView }) {
  const t = useT("places");
  const { state, report, places, done } = view;
  return (
    <div className={f.stack}>
      {!report && <InfoNote icon="hourglass">{t("checking")}</InfoNote>}
      {report && <ReportFacts report={report} />}
      <p>
        {view.datum === "wgs84"
          ? t("shift.none")
          : t("shift", { datum: t(`datum.${view.datum}`), n: view.shiftMetres })}
      </p>
      {report && report.moved.length > report.known.length / 2 && (
        <InfoNote tone="bad" icon="triangle-alert">
          {t("moved.many", { n: report.moved.length })}
        </InfoNote>
      )}
      {report && !report.streets && <InfoNote>{t("streets.none")}</InfoNote>}
      {state === "checked" && (
        <>
          <InfoNote icon="map">{t("look.map")}</InfoNote>
          <TakeIn importId={view.importId} />
        </>
      )}
      {state === "taking_in" && (
        <InfoNote icon="hourglass" title={t("taking")}>
          <span role="status">{t("progress", { done: formatNumber(done), n: formatNumber(places) })}</span>
          <Meter value={done} max={places} label={t("taking")} thick />
        </InfoNote>
      )}
      {state === "taken_in" && (
        <>
          <InfoNote tone="ok" icon="circle-check" title={t("done", { n: places })}>
            {t("done.next")}
          </InfoNote>
          <LinkButton wide href="/desk/staff">
            {t("to.staff")}
          </LinkButton>
        </>
      )}
    </div>
  );
}

function ReportFacts({ report }: { report: PlaceReport }) {
  const t = useT("places");
  const known = report.known.length;
  const facts = [
    ["new", report.added],
    ["homes", report.homes],
    ["known", known],
    ["renamed", report.renamed.length],
    ["moved", report.moved.length],
    ["far", report.far.length],
  ] as const;
  return (
    <dl className={s.facts}>
      {facts.map(([name, n]) => (
        <div key={name}>
          <dt>{t(`fact.${name}`)}</dt>
          <dd>{formatNumber(n)}</dd>
        </div>
      ))}
    </dl>
  );
}

const GONE_ON: Readonly<Record<string, "refused.checking" | "refused.taking_in" | "refused.taken_in">> = {
  checking: "refused.checking",
  taking_in: "refused.taking_in",
  taken_in: "refused.taken_in",
};

function TakeIn({ importId }: { importId: PlaceImportView["importId"] }) {
  const t = useT("places");
  const { act, busy, error } = useAct(({ kind, from }) => {
    const word = GONE_ON[String(from)];
    return kind === "not_from_here" && word ? t(word) : undefined;
  });
  return (
    <>
      <p>{t("take.in.what")}</p>
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button kind="filled" wide disabled={busy} onClick={() => act((c) => c.places.takeIn.mutate({ importId }))}>
        {busy ? t("taking") : t("take.in")}
      </Button>
    </>
  );
}

"use client";
import type { CityImportView } from "#contract/city-imports.ts";
import { formatNumber } from "../../format/number.ts";
import { Button } from "../../kit/button.tsx";
import { LinkButton } from "../../kit/link-button.tsx";
import { Meter } from "../../kit/meter.tsx";
import { ErrorNote, InfoNote } from "../../kit/notes.tsx";
import { useAct } from "../../use-act.ts";
import { useT } from "../../words/use-t.ts";
import f from "../form.module.css";
import { ReportTable } from "./report-table.tsx";

/** What a list changes in numbers, what to look at first, and the one thing to do about it from where it stands. */
export function ImportPane({ view }: { view: CityImportView }) {
  const t = useT("places");
  const { state, report, rows, done } = view;
  const known = view.places.filter((p) => p.change !== "new").length;
  return (
    <div className={f.stack}>
      {!report && <InfoNote icon="hourglass">{t("checking")}</InfoNote>}
      {report && <ReportTable report={report} />}
      <p>
        {view.datum === "wgs84"
          ? t("shift.none")
          : t("shift", { datum: t(`datum.${view.datum}`), n: view.shiftMetres })}
      </p>
      {report && report.moved.length > known / 2 && (
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
          <span role="status">{t("progress", { done: formatNumber(done), n: formatNumber(rows) })}</span>
          <Meter value={done} max={rows} label={t("taking")} thick />
        </InfoNote>
      )}
      {state === "taken_in" && (
        <>
          <InfoNote tone="ok" icon="circle-check" title={t("done", { n: rows })}>
            {t("done.next")}
          </InfoNote>
          <LinkButton wide href="/desk/ready">
            {t("to.ready")}
          </LinkButton>
          <Undo importId={view.importId} />
        </>
      )}
      {state === "undone" && <InfoNote icon="circle-check">{t("undone")}</InfoNote>}
    </div>
  );
}

const GONE_ON: Readonly<
  Record<string, "refused.checking" | "refused.taking_in" | "refused.taken_in" | "refused.undone">
> = {
  checking: "refused.checking",
  taking_in: "refused.taking_in",
  taken_in: "refused.taken_in",
  undone: "refused.undone",
};

function TakeIn({ importId }: { importId: CityImportView["importId"] }) {
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

function Undo({ importId }: { importId: CityImportView["importId"] }) {
  const t = useT("places");
  const { act, busy, error } = useAct();
  return (
    <>
      <p>{t("undo.what")}</p>
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button wide disabled={busy} onClick={() => act((c) => c.places.undo.mutate({ importId }))}>
        {t("undo")}
      </Button>
    </>
  );
}

"use client";
import { useState } from "react";
import type { CycleDetail } from "#contract/desk.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { readClockField } from "../format/clock-field.ts";
import { formatDayTime } from "../format/time.ts";
import { Field, SelectField } from "../kit/field.tsx";
import { InfoNote } from "../kit/notes.tsx";
import { ReasonForm } from "../kit/reason-form.tsx";
import { useLocale, useT } from "../words/use-t.ts";

const MINUTES = [15, 30, 60, 120] as const;
const MINUTE = 60_000;

type Extension = { readonly cutOffAt: Instant; readonly graceEndsAt: Instant; readonly reason: string };
type Props = {
  cycle: CycleDetail["cycle"];
  nowMs: number;
  busy: boolean;
  onExtend: (to: Extension) => void;
};

/** A later cut-off, by minutes from now or at a time of the desk's own; grid workers keep as long to clear up as they had. */
export function ExtendCycle({ cycle, nowMs, busy, onExtend }: Props) {
  const [t, refusals] = [useT("desk"), useT("refusals")];
  const locale = useLocale();
  const [by, setBy] = useState<string>("30");
  const [own, setOwn] = useState("");
  const base = Math.max(nowMs, cycle.cutOffMs);
  const cut = by === "own" ? readClockField(own) : base + Number(by) * MINUTE;
  const grace = cut + Math.max(cycle.graceEndsMs - cycle.cutOffMs, 15 * MINUTE);
  return (
    <ReasonForm
      act={t("act.extend")}
      kind="outlined"
      busy={busy || !(cut > nowMs)}
      onAct={(reason) => onExtend({ cutOffAt: cut as Instant, graceEndsAt: grace as Instant, reason })}
    >
      <SelectField label={t("act.extend.by")} value={by} onChange={(e) => setBy(e.target.value)}>
        {MINUTES.map((n) => (
          <option key={n} value={n}>
            {t("act.extend.minutes", { n })}
          </option>
        ))}
        <option value="own">{t("act.extend.own")}</option>
      </SelectField>
      {by === "own" && (
        <Field
          label={t("act.extend.until")}
          type="datetime-local"
          value={own}
          onChange={(e) => setOwn(e.target.value)}
          error={own !== "" && !(cut > nowMs) ? refusals("guard.times_in_order") : undefined}
        />
      )}
      {cut > nowMs && (
        <InfoNote>
          {t("act.extend.new", { cut: formatDayTime(cut, locale), grace: formatDayTime(grace, locale) })}
        </InfoNote>
      )}
    </ReasonForm>
  );
}

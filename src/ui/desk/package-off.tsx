"use client";
import { useState } from "react";
import type { CycleDetail } from "#contract/desk.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { pickName } from "../format/name.ts";
import { SelectField } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { ReasonForm } from "../kit/reason-form.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./cycles.module.css";

type Props = { cycleId: CycleId; offers: CycleDetail["offers"] };

/** Takes one package off the round, with a reason that its homes read. */
export function PackageOff({ cycleId, offers }: Props) {
  const t = useT("desk");
  const locale = useLocale();
  const { act, busy, error } = useAct();
  const [done, setDone] = useState<{ orders: number; cancelled: number }>();
  const on = offers.filter((o) => o.takenOff === null);
  const [chosen, setChosen] = useState(on[0]?.packageVersionId);
  const packageVersionId = on.find((o) => o.packageVersionId === chosen)?.packageVersionId ?? on[0]?.packageVersionId;
  return (
    <details className={s.other}>
      <summary>{t("off.title")}</summary>
      <div className={s.acts}>
        <InfoNote>{t("off.what")}</InfoNote>
        {on.length > 1 && packageVersionId ? (
          <>
            <SelectField label={t("off.which")} value={packageVersionId} onChange={(e) => setChosen(e.target.value)}>
              {on.map((o) => (
                <option key={o.packageVersionId} value={o.packageVersionId}>
                  {`${o.letter} ${pickName(o.name, locale)}`}
                </option>
              ))}
            </SelectField>
            {error && <ErrorNote>{error}</ErrorNote>}
            <ReasonForm
              key={packageVersionId}
              act={t("off")}
              kind="bad"
              busy={busy}
              onAct={(reason) =>
                act((c) => c.cycles.takePackageOff.mutate({ cycleId, packageVersionId, reason }), setDone)
              }
            />
          </>
        ) : (
          <p className={s.sub}>{t("off.last")}</p>
        )}
        {done && (
          <p role="status" className={s.sub}>
            {t("off.done", { n: done.orders, cancelled: done.cancelled })}
          </p>
        )}
      </div>
    </details>
  );
}

"use client";
import { useRouter } from "next/navigation";
import type { PlanVersion } from "#contract/plan-versions.ts";
import type { PlanId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./compare-screen.module.css";

/** What is done with a version: it gets a name, or is taken up again and waits to be changed or taken. */
export function VersionActs({ version, cycleId }: { version: PlanVersion; cycleId: string }) {
  const t = useT("dispatch");
  const router = useRouter();
  const { act, busy, error } = useAct();
  const planId = version.id as PlanId;
  const name = (form: FormData) =>
    act((c) => c.movement.namePlan.mutate({ planId, name: String(form.get("name") ?? "") }));
  const takeUp = () =>
    act(
      (c) => c.movement.takeUpPlan.mutate({ planId }),
      () => router.push(`/d?cycle=${cycleId}`),
    );
  return (
    <>
      {error && <ErrorNote>{error}</ErrorNote>}
      <form className={s.form} action={name}>
        <Field label={t("version.name")} name="name" maxLength={40} defaultValue={version.name ?? ""} required />
        <Button type="submit" disabled={busy}>
          {t("version.name.do")}
        </Button>
      </form>
      {version.state !== "proposed" && (
        <Button icon="rotate-ccw" disabled={busy} onClick={takeUp}>
          {t("version.take.up")}
        </Button>
      )}
    </>
  );
}

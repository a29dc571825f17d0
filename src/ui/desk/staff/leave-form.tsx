"use client";
import { useState } from "react";
import type { StaffMember } from "#contract/leaving.ts";
import { instant } from "#domain/kernel/time.ts";
import { readClockField } from "../../format/clock-field.ts";
import { Field } from "../../kit/field.tsx";
import { ErrorNote } from "../../kit/notes.tsx";
import { ReasonForm } from "../../kit/reason-form.tsx";
import { useAct } from "../../use-act.ts";
import { useT } from "../../words/use-t.ts";
import s from "./member.module.css";
import { TakeOver } from "./take-over.tsx";
import { useTakers } from "./use-takers.ts";

/** Somebody is away for a time: from when to when, and who stands in at each of his posts. */
export function LeaveForm({ member: { userId, left, colleagues } }: { member: StaffMember }) {
  const t = useT("staff");
  const posts = left.filter((l) => l.kind === "post");
  const { act, busy, error } = useAct(({ code }) => (code === "bad_input" ? t("leave.times") : undefined));
  const { answers, propsOf, seen } = useTakers(posts, colleagues);
  const [time, setTime] = useState({ from: "", to: "" });
  const [done, setDone] = useState<number>();
  const at = (text: string) => instant(readClockField(text) || 0);
  const go = (reason: string) => {
    setDone(undefined);
    const asked = { userId, reason, from: at(time.from), to: at(time.to), seen, takers: answers };
    return act(
      (c) => c.staff.leave.mutate(asked),
      ({ standIns }) => setDone(standIns),
    );
  };
  return (
    <ReasonForm act={t("leave")} kind="outlined" busy={busy} onAct={go}>
      {(["from", "to"] as const).map((key) => (
        <Field
          key={key}
          label={t(`leave.${key}`)}
          type="datetime-local"
          value={time[key]}
          onChange={(e) => setTime({ ...time, [key]: e.target.value })}
        />
      ))}
      <ul className={s.lefts}>
        {posts.map((l) => (
          <TakeOver key={l.key} how="stand" {...propsOf(l)} />
        ))}
      </ul>
      {error && <ErrorNote>{error}</ErrorNote>}
      <p role="status">{done !== undefined && t("leave.done", { n: done })}</p>
    </ReasonForm>
  );
}

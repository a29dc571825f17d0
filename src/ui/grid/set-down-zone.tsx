"use client";
import { type FormEvent, useState } from "react";
import type { CommunityId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./rows.module.css";

/** Where drivers may set bags down when nobody comes to the gate; left empty, they may not. */
export function SetDownZone({ communityId, zone }: { communityId: CommunityId; zone: string | null }) {
  const t = useT("grid");
  const { act, busy, error } = useAct();
  const [words, setWords] = useState(zone ?? "");
  const [done, setDone] = useState(false);
  const send = (event: FormEvent) => {
    event.preventDefault();
    void act(
      (c) => c.places.markSetDown.mutate({ communityId, zone: words.trim() }),
      () => setDone(true),
    );
  };
  return (
    <form className={s.stack} onSubmit={send}>
      <Field
        label={t("com.set_down.where")}
        hint={t("com.set_down.hint")}
        value={words}
        maxLength={60}
        autoComplete="off"
        onChange={(e) => {
          setWords(e.target.value);
          setDone(false);
        }}
      />
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button type="submit" kind="act" size={54} wide disabled={busy || words.trim() === (zone ?? "")}>
        {t("com.set_down.do")}
      </Button>
      <p role="status">{done && t("com.set_down.done")}</p>
    </form>
  );
}

"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { LONGEST_LIST } from "#contract/group-list.ts";
import type { CycleId, GridId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { TextField } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./rows.module.css";

/** The text as it was copied, one list or several copies of it. Nothing is ordered by reading it. */
export function PasteForm({ cycleId, gridId, shared }: { cycleId: CycleId; gridId: GridId; shared: string }) {
  const [t, router] = [useT("groupList"), useRouter()];
  const { act, busy, error } = useAct();
  const [text, setText] = useState(shared);
  return (
    <div className={s.block}>
      <TextField
        label={t("paste.label")}
        hint={t("paste.hint")}
        rows={8}
        maxLength={LONGEST_LIST}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button
        kind="filled"
        size={60}
        wide
        icon="clipboard-paste"
        disabled={busy || text.trim() === ""}
        onClick={() =>
          act(
            (c) => c.lists.paste.mutate({ cycleId, gridId, text }),
            ({ importId }) => router.push(`/g/paste/${importId}`),
          )
        }
      >
        {busy ? t("paste.reading") : t("paste.read")}
      </Button>
    </div>
  );
}

"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { MOST_UPLOAD_BYTES } from "#contract/workbook-files.ts";
import type { CycleId, GridId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import { base64Of, FileField, filesOf } from "../kit/file-field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { Section } from "../kit/section.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./rows.module.css";

/** A list that is a spreadsheet: what its columns hold is looked at on the page that it opens. */
export function SheetForm({ cycleId, gridId }: { cycleId: CycleId; gridId: GridId }) {
  const [t, refusals, router] = [useT("groupList"), useT("refusals"), useRouter()];
  const { act, busy, error } = useAct();
  const [missing, setMissing] = useState("");
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const [file] = filesOf(event.currentTarget, "file");
    setMissing(!file ? t("paste.file.missing") : file.size > MOST_UPLOAD_BYTES ? refusals("file_too_large") : "");
    if (!file || file.size > MOST_UPLOAD_BYTES) return;
    await act(
      async (c) =>
        c.lists.addSheet.mutate({ cycleId, gridId, file: { name: file.name, base64: await base64Of(file) } }),
      ({ importId }) => router.push(`/g/paste/${importId}`),
    );
  };
  const said = missing || error;
  return (
    <Section title={t("paste.file")}>
      <form className={s.stack} onSubmit={send} noValidate>
        <FileField
          name="file"
          label={t("paste.file")}
          choose={t("paste.file.choose")}
          hint={t("paste.file.hint")}
          accept=".xlsx,.csv,.tsv"
        />
        {said && <ErrorNote>{said}</ErrorNote>}
        <Button type="submit" kind="outlined" size={60} wide disabled={busy}>
          {busy ? t("paste.reading") : t("paste.file.read")}
        </Button>
      </form>
    </Section>
  );
}

"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { DATUMS, MOST_UPLOAD_BYTES } from "#contract/workbook-files.ts";
import type { Mistake } from "#domain/workbook/column.ts";
import { LOCALES } from "#messages/locale.ts";
import { Button } from "../../kit/button.tsx";
import { buttonClass } from "../../kit/button-look.tsx";
import { SelectField } from "../../kit/field.tsx";
import { base64Of, FileField, filesOf } from "../../kit/file-field.tsx";
import { ErrorNote } from "../../kit/notes.tsx";
import { useAct } from "../../use-act.ts";
import { useT } from "../../words/use-t.ts";
import f from "../form.module.css";
import { MistakeList } from "./mistake-list.tsx";

/** Reads a workbook for a dry run: its mistakes stand below, one that is in order opens on a page of its own. */
export function BookForm() {
  const [t, refusals] = [useT("places"), useT("refusals")];
  const router = useRouter();
  const [missing, setMissing] = useState("");
  const [wrong, setWrong] = useState<{ mistakes: readonly Mistake[]; of: number }>();
  const { act, busy, error } = useAct();

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const files = filesOf(event.currentTarget, "file");
    const said = new FormData(event.currentTarget).get("datum");
    const datum = DATUMS.find((d) => d === said);
    setWrong(undefined);
    if (files.length === 0) return setMissing(t("choose.file"));
    if (!datum) return setMissing(t("choose.datum"));
    if (files.reduce((n, f) => n + f.size, 0) > MOST_UPLOAD_BYTES) return setMissing(refusals("file_too_large"));
    setMissing("");
    await act(
      async (client) =>
        client.places.check.mutate({
          datum,
          files: await Promise.all(files.map(async (f) => ({ name: f.name, base64: await base64Of(f) }))),
        }),
      (answer) => {
        if ("importId" in answer) router.push(`/desk/places/${answer.importId}`);
        else setWrong(answer);
      },
    );
  };
  const said = missing || error;
  return (
    <form className={f.stack} onSubmit={send} noValidate>
      <p>{t("new.what")}</p>
      <FileField
        name="file"
        label={t("file")}
        choose={t("file.choose")}
        hint={t("file.hint")}
        accept=".csv,.xlsx"
        multiple
      />
      {LOCALES.map((language) => (
        <a
          key={language}
          className={buttonClass({ kind: "text", children: null })}
          href={`/desk/places/template?lang=${language}`}
        >
          {t(`template.${language}`)}
        </a>
      ))}
      <SelectField label={t("datum")} hint={t("datum.hint")} name="datum" defaultValue="">
        <option value="">{t("datum.choose")}</option>
        {DATUMS.map((d) => (
          <option key={d} value={d}>
            {t(`datum.${d}`)}
          </option>
        ))}
      </SelectField>
      {said && <ErrorNote>{said}</ErrorNote>}
      <Button type="submit" kind="filled" wide disabled={busy}>
        {busy ? t("reading") : t("read")}
      </Button>
      {wrong && <MistakeList {...wrong} />}
    </form>
  );
}

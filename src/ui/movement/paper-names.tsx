"use client";
import { type FormEvent, useState } from "react";
import type { HandoverId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import type { ButtonLook } from "../kit/button-look.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./paper-names.module.css";

type Names = { readonly giverName: string; readonly receiverName: string };

/** The two names from the paper, told to the server at once. */
export function PaperNames({ handoverId, size = 44 }: { handoverId: HandoverId; size?: ButtonLook["size"] }) {
  const { act, busy, error } = useAct();
  const send = (names: Names) => act((c) => c.movement.typeInPaper.mutate({ handoverId, ...names }));
  return <PaperNamesForm size={size} busy={busy} error={error} onNames={send} />;
}

/** Who gave the bags and who received them, as the paper has it. */
export function PaperNamesForm({
  size = 44,
  busy = false,
  error,
  onNames,
}: {
  size?: ButtonLook["size"];
  busy?: boolean;
  error?: string | undefined;
  onNames: (names: Names) => void;
}) {
  const t = useT("common");
  const [missing, setMissing] = useState(false);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [giverName, receiverName] = ["giver", "receiver"].map((name) => String(form.get(name)).trim());
    setMissing(!giverName || !receiverName);
    if (giverName && receiverName) onNames({ giverName, receiverName });
  };
  const field = { required: true, maxLength: 30, autoComplete: "off" } as const;
  return (
    <form className={s.names} onSubmit={send} noValidate>
      <Field label={t("paper.giver")} name="giver" {...field} />
      <Field label={t("paper.receiver")} name="receiver" {...field} error={missing ? t("paper.missing") : undefined} />
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button type="submit" kind="act" size={size} wide disabled={busy}>
        {t("paper.type_in")}
      </Button>
    </form>
  );
}

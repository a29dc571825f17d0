"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { api } from "../../api.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Field } from "../../kit/field.tsx";
import { useErrorWords } from "../../use-error-words.ts";
import { useT } from "../../words/use-t.ts";
import s from "../form.module.css";

/** Ends a level in force, by an order with its number. */
export function LiftZone({ zoneId, name }: { zoneId: string; name: string }) {
  const t = useT("desk");
  const errorWords = useErrorWords();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [wrong, setWrong] = useState("");
  const lift = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    try {
      await (await api()).zones.lift.mutate({
        zoneId,
        orderNumber: String(new FormData(event.currentTarget).get("order") ?? ""),
      });
      setOpen(false);
      router.refresh();
    } catch (error) {
      setWrong(errorWords(error));
    }
  };
  return (
    <>
      <Button size={36} kind="act" onClick={() => setOpen(true)} aria-label={`${t("zones.lift")} ${name}`}>
        {t("zones.lift")}
      </Button>
      <Dialog open={open} title={`${t("zones.lift")} ${name}`} onClose={() => setOpen(false)}>
        <form className={s.stack} onSubmit={lift}>
          <Field
            label={t("zones.lift.order")}
            name="order"
            required
            minLength={2}
            maxLength={60}
            autoComplete="off"
            error={wrong}
          />
          <Button type="submit" kind="filled" wide>
            {t("zones.lift")}
          </Button>
        </form>
      </Dialog>
    </>
  );
}

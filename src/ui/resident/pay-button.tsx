"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { OrderId } from "#domain/kernel/ids.ts";
import { api } from "../api.ts";
import { errorWords } from "../error-words.ts";
import { Button } from "../kit/button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useT } from "../words/use-t.ts";

/** 我付过了: the home says that it has paid; the desk looks for it on the statement. */
export function PayButton({ orderId }: { orderId: OrderId }) {
  const [t, errors] = [useT("resident"), useT("errors")];
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const say = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await (await api()).money.claim.mutate({ orderId });
      router.refresh();
    } catch (e) {
      setError(errorWords(e, errors));
      setBusy(false);
    }
  };
  return (
    <>
      <Button size={54} wide icon="banknote" onClick={say} disabled={busy}>
        {t("money.say")}
      </Button>
      {error && <ErrorNote>{error}</ErrorNote>}
    </>
  );
}

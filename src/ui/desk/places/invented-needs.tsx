"use client";
import { Button } from "../../kit/button.tsx";
import { ErrorNote, InfoNote } from "../../kit/notes.tsx";
import { useAct } from "../../use-act.ts";
import { useT } from "../../words/use-t.ts";

/** Homes whose needs nobody has said, and the act that clears them. */
export function InventedNeeds({ homes }: { homes: number }) {
  const t = useT("places");
  const { act, busy, error } = useAct();
  return (
    <InfoNote tone="bad" icon="triangle-alert" title={t("needs.title", { n: homes })}>
      <p>{t("needs.what")}</p>
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button disabled={busy} onClick={() => act((c) => c.places.clearInventedNeeds.mutate())}>
        {t("needs.clear")}
      </Button>
    </InfoNote>
  );
}

"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api } from "../api.ts";
import { Button } from "../kit/button.tsx";
import { useT } from "../words/use-t.ts";

/** Ends a role; who pressed it by mistake invites again. */
export function EndRole({ assignmentId, name }: { assignmentId: string; name: string }) {
  const t = useT("desk");
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const end = async () => {
    setBusy(true);
    await (await api()).staff.end.mutate({ assignmentId }).catch(() => setBusy(false));
    router.refresh();
  };
  return (
    <Button size={36} disabled={busy} onClick={end} aria-label={`${t("staff.end")} ${name}`}>
      {t("staff.end")}
    </Button>
  );
}

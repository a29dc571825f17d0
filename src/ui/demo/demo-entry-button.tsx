"use client";
import type { DemoEntry } from "#contract/demo.ts";
import { Button } from "../kit/button.tsx";
import { useT } from "../words/use-t.ts";
import { useEnter } from "./use-enter.ts";

/** Signs in as the demo's person of a role. */
export function DemoEntryButton({ entry }: { entry: DemoEntry }) {
  const t = useT("demo");
  const { enter, busy, wrong } = useEnter();
  return (
    <>
      <Button kind="act" size={44} wide disabled={busy} onClick={() => enter(async () => entry, entry.page)}>
        {t("enter", { who: entry.who })}
      </Button>
      {wrong && <p role="alert">{wrong}</p>}
    </>
  );
}

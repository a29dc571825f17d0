"use client";
import type { DemoKey, Turn } from "#contract/demo.ts";
import { Button } from "../kit/button.tsx";
import { useT } from "../words/use-t.ts";
import { useEnter } from "./use-enter.ts";

const keyOf = async (id: string): Promise<DemoKey | undefined> => {
  const answer = await fetch("/demo/enter", { method: "POST", body: JSON.stringify({ id }) });
  return answer.ok ? ((await answer.json()) as DemoKey) : undefined;
};

/** Signs in as whose turn it is, and opens the screen where he has something to do; `what` says it to a screen reader. */
export function TurnButton({
  turn,
  what,
  filled,
}: {
  turn: Pick<Turn, "id" | "who" | "page">;
  what: string;
  filled?: boolean;
}) {
  const t = useT("demo");
  const { enter, busy, wrong } = useEnter();
  return (
    <>
      <Button
        kind={filled ? "filled" : "act"}
        size={44}
        disabled={busy}
        aria-label={`${t("turn.as", { who: turn.who })} · ${what}`}
        onClick={() => enter(() => keyOf(turn.id), turn.page)}
      >
        {t("turn.as", { who: turn.who })}
      </Button>
      {wrong && <p role="alert">{wrong}</p>}
    </>
  );
}

"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { useT } from "../words/use-t.ts";
import type { DeskSection } from "./desk-frame.tsx";
import s from "./desk-keys.module.css";

/** How long `g` waits for its letter. */
const WAIT_MS = 1500;
const ROWS = "#main tbody tr :is(button, a[href])";

/** In a field, a key is a letter. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));

/** One place to stop at in each row of the tables on screen, from the top. */
function rowStops(): HTMLElement[] {
  const seen = new Set<Element | null>();
  return [...document.querySelectorAll<HTMLElement>(ROWS)].filter((x) => {
    const row = x.closest("tr");
    const first = !seen.has(row) && x.offsetParent !== null;
    seen.add(row);
    return first;
  });
}

function step(by: 1 | -1): void {
  const stops = rowStops();
  const row = document.activeElement?.closest("tr");
  const at = stops.findIndex((x) => x.closest("tr") === row);
  const next = stops[at < 0 ? 0 : at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** The desk without a mouse: `/` searches, `g` and a letter goes to a section, `j` and `k` move by rows, `?` says so. */
export function DeskKeys({ sections }: { sections: readonly DeskSection[] }) {
  const t = useT("common");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    let going = 0;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      // A dialog has the keys to itself.
      if (document.querySelector("dialog[open]")) return;
      const to = event.timeStamp - going < WAIT_MS ? sections.find((x) => x.key === event.key) : undefined;
      going = event.key === "g" ? event.timeStamp : 0;
      if (to) router.push(to.href);
      else if (event.key === "/") document.querySelector<HTMLElement>("#main input[type=search]")?.focus();
      else if (event.key === "j") step(1);
      else if (event.key === "k") step(-1);
      else if (event.key === "?") setOpen(true);
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [router, sections]);
  const keys: readonly (readonly [string, string])[] = [
    ["/", t("keys.search")],
    ["j k", t("keys.rows")],
    ["Enter", t("keys.open")],
    ...sections.flatMap((x) => (x.key ? [[`g ${x.key}`, x.label] as const] : [])),
    ["?", t("keys.title")],
  ];
  return (
    <>
      <Button size={36} kind="text" className={s.help} aria-label={t("keys.title")} onClick={() => setOpen(true)}>
        ?
      </Button>
      <Dialog open={open} title={t("keys.title")} onClose={() => setOpen(false)}>
        <dl className={s.keys}>
          {keys.map(([key, what]) => (
            <div key={key}>
              <dt>
                {key.split(" ").map((k) => (
                  <kbd key={k}>{k}</kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  );
}

import { useMemo, useSyncExternalStore } from "react";

const TOKENS = ["--map-land", "--map-sea", "--map-cell", "--map-border", "--ink-2"] as const;

/** The map's tokens as they stand now, for canvases, which cannot read variables. */
export function useMapColours() {
  const now = useSyncExternalStore(
    watch,
    () => TOKENS.map(read).join(" "),
    () => "",
  );
  return useMemo(() => {
    const [land = "", sea = "", cell = "", border = "", ink = ""] = now.split(" ");
    return { land, sea, cell, border, ink, dark: Number.parseInt(land.slice(1, 3), 16) < 128 };
  }, [now]);
}

function read(token: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim();
}

function watch(changed: () => void): () => void {
  const media = matchMedia("(prefers-color-scheme: dark)");
  media.addEventListener("change", changed);
  const theme = new MutationObserver(changed);
  theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    media.removeEventListener("change", changed);
    theme.disconnect();
  };
}

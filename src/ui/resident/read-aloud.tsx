"use client";
import { useEffect, useState } from "react";
import { Button } from "../kit/button.tsx";
import { useLocale, useT } from "../words/use-t.ts";

/** 念给我听: the device reads the page from top to bottom; not drawn where it has no voice. */
export function ReadAloud() {
  const t = useT("common");
  const locale = useLocale();
  const [can, setCan] = useState(false);
  const [reading, setReading] = useState(false);
  useEffect(() => {
    setCan("speechSynthesis" in window);
    return () => window.speechSynthesis?.cancel();
  }, []);
  if (!can) return null;
  const toggle = () => {
    window.speechSynthesis.cancel();
    if (reading) return setReading(false);
    const said = new SpeechSynthesisUtterance(document.getElementById("main")?.innerText ?? "");
    said.lang = locale;
    said.rate = 0.9;
    said.onend = () => setReading(false);
    said.onerror = () => setReading(false);
    window.speechSynthesis.speak(said);
    setReading(true);
  };
  return (
    <Button icon={reading ? "square" : "volume-2"} wide onClick={toggle} aria-pressed={reading}>
      {reading ? t("read.stop") : t("read.aloud")}
    </Button>
  );
}

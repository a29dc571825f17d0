"use client";
import { useState } from "react";
import { useT } from "../words/use-t.ts";
import { Button, type ButtonProps } from "./button.tsx";

/** Puts a text where the next app pastes from; where the phone does not let it, shows the text to be copied by hand. */
export function CopyButton({ text, children, ...rest }: { text: string } & Omit<ButtonProps, "onClick">) {
  const t = useT("common");
  const [state, setState] = useState<"copied" | "by hand">();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("by hand");
    }
  };
  return (
    <>
      <Button icon={state === "copied" ? "check" : "copy"} {...rest} onClick={copy}>
        {state === "copied" ? t("copied") : children}
      </Button>
      {state === "by hand" && <textarea readOnly value={text} rows={4} aria-label={t("copy.by_hand")} />}
    </>
  );
}

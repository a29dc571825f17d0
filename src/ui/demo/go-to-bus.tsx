"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "../kit/button.tsx";
import { useT } from "../words/use-t.ts";
import { sendClock } from "./send-clock.ts";

/** Lets the demo's clock go on to the hour when the walked bus is loaded; the bar says how far it is. */
export function GoToBus({ hour }: { hour: string }) {
  const t = useT("demo");
  const router = useRouter();
  const [failed, setFailed] = useState(false);
  const go = async () => {
    setFailed(!(await sendClock("walked_bus")));
    router.refresh();
  };
  return (
    <>
      <Button kind="filled" size={44} icon="clock" onClick={go}>
        {t("walk.go", { time: hour })}
      </Button>
      {failed && <p role="alert">{t("bar.failed")}</p>}
    </>
  );
}

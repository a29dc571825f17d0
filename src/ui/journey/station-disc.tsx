import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icon-name.ts";
import s from "./station-disc.module.css";

export type Pass = "done" | "now" | "todo";

/** One station: a ticked disc, the lit one with its own icon, or hollow. `waiting` is lit but not there yet (no network). */
export function StationDisc({ pass, icon, waiting = false }: { pass: Pass; icon: IconName; waiting?: boolean }) {
  return (
    <span className={`${s.disc} ${s[pass]} ${waiting ? s.waiting : ""}`}>
      {pass === "done" && <Icon name="check" size={14} strokeWidth={3} />}
      {pass === "now" && <Icon name={waiting ? "clock" : icon} size={22} />}
    </span>
  );
}

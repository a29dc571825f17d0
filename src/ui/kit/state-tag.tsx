import type { ReactNode } from "react";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icon-name.ts";
import s from "./state-tag.module.css";

export type Tone = "todo" | "doing" | "done" | "bad" | "ink" | "plain";

const SHAPE: Readonly<Record<Tone, IconName>> = {
  todo: "circle-dashed",
  doing: "circle-dot",
  done: "circle-check",
  bad: "triangle-alert",
  ink: "message-square-warning",
  plain: "circle",
};

/** A state in colour, word and shape. `ink` needs a person; `bad` does not hold or is less than asked. `boxed` gives it a ground. */
export function StateTag({
  tone,
  icon,
  boxed = false,
  children,
}: {
  tone: Tone;
  icon?: IconName;
  boxed?: boolean;
  children: ReactNode;
}) {
  return (
    <span className={`${s.tag} ${s[tone]} ${boxed ? s.boxed : ""}`}>
      <Icon name={icon ?? SHAPE[tone]} size={16} />
      {children}
    </span>
  );
}

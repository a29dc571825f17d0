import type { ReactNode } from "react";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icon-name.ts";
import s from "./notes.module.css";

/** Nothing here, said honestly, with what to do about it. */
export function EmptyState({
  icon = "leaf",
  title,
  names = false,
  children,
  action,
}: {
  icon?: IconName;
  title: string;
  /** It is all that the screen says, so its title names the screen. */
  names?: boolean;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={s.empty}>
      <Icon name={icon} size={32} />
      {names ? <h1>{title}</h1> : <b>{title}</b>}
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

/** What went wrong, in a neighbour's words; read out as soon as it appears. */
export function ErrorNote({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={s.error} role="alert">
      <Icon name="triangle-alert" size={22} />
      <div>{children}</div>
      {action}
    </div>
  );
}

/** A quiet word beside the thing that it explains; `bad` tells of less than asked, `ink` calls for a person. */
export function InfoNote({
  children,
  tone = "plain",
  icon = "info",
  title,
}: {
  children: ReactNode;
  tone?: "plain" | "bad" | "ink" | "ok";
  icon?: IconName;
  title?: string;
}) {
  return (
    <div className={`${s.info} ${s[tone]}`}>
      <Icon name={icon} size={22} />
      <div>
        {title && <b className={s.title}>{title}</b>}
        {children}
      </div>
    </div>
  );
}

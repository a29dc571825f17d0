"use client";
import { useSyncExternalStore } from "react";
import { Icon } from "../icons/icon.tsx";
import { useT } from "../words/use-t.ts";
import s from "./driver.module.css";

const listen = (told: () => void) => {
  window.addEventListener("online", told);
  window.addEventListener("offline", told);
  return () => {
    window.removeEventListener("online", told);
    window.removeEventListener("offline", told);
  };
};

/** Whether the phone has a network, in word and shape. */
export function OnlineMark() {
  const t = useT("driver");
  const online = useSyncExternalStore(
    listen,
    () => navigator.onLine,
    () => true,
  );
  return (
    <span className={online ? s.online : s.offline} role="status">
      <Icon name={online ? "cloud-check" : "cloud-off"} size={24} />
      {online ? t("online") : t("offline")}
    </span>
  );
}

import type { ReactNode } from "react";
import { PhoneFrame } from "../frames/phone-frame.tsx";
import { KeptPage } from "../kept-page.tsx";
import { getT } from "../words/get-t.ts";
import { Arrival } from "./arrival.tsx";
import { BadNetwork } from "./bad-network.tsx";

/** A resident's screen: tabs at the foot, or the dock of the thing in hand. */
export async function ResidentFrame({
  header,
  dock,
  children,
}: {
  header: ReactNode;
  dock?: ReactNode;
  children: ReactNode;
}) {
  const t = await getT("resident");
  const tabs = [
    { href: "/r", label: t("tab.home"), icon: "house" },
    { href: "/r/orders", label: t("tab.orders"), icon: "receipt-text" },
    { href: "/r/home", label: t("tab.mine"), icon: "users-round" },
  ] as const;
  return (
    <PhoneFrame header={header} dock={dock} tabs={dock ? undefined : tabs}>
      <Arrival />
      <KeptPage writtenMs={Date.now()} />
      <BadNetwork />
      {children}
    </PhoneFrame>
  );
}

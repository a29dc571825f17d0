import type { ReactNode } from "react";
import type { CycleRef } from "#contract/desk.ts";
import { DeskFrame, type DeskSection } from "../frames/desk-frame.tsx";
import { AccountFoot } from "../sign-in/account-foot.tsx";
import { getT } from "../words/get-t.ts";
import { CycleDayLine } from "./cycle-day-line.tsx";
import { CyclePicker } from "./cycle-picker.tsx";

type Props = {
  person: string;
  nowMs: number;
  /** The cycle in hand with the others to choose from; `to` is the page that a choice opens. */
  cycle?: { readonly of: CycleRef; readonly all: readonly CycleRef[]; readonly to: string };
  children: ReactNode;
};

/** The city desk's frame: its sections, the cycle in hand, the hours of the day. */
export async function DeskShell({ person, nowMs, cycle, children }: Props) {
  const t = await getT("desk");
  const sections: DeskSection[] = [
    { href: "/desk", label: t("nav.now"), key: "n" },
    { href: "/desk/cycles", label: t("nav.cycles"), key: "c" },
    { href: "/desk/zones", label: t("nav.zones"), key: "z" },
    { href: "/desk/claims", label: t("nav.claims"), key: "l" },
    { href: "/desk/money", label: t("nav.money"), key: "m" },
    { href: "/desk/staff", label: t("nav.staff"), key: "s" },
    { href: "/desk/upkeep", label: t("nav.upkeep"), key: "u" },
    { href: "/desk/places", label: t("nav.places"), key: "p" },
  ];
  return (
    <DeskFrame
      role={t("title")}
      sections={sections}
      nowMs={nowMs}
      person={person}
      cycle={cycle && <CyclePicker {...cycle} />}
      dayLine={cycle && <CycleDayLine cycle={cycle.of} nowMs={nowMs} />}
      signOut={<AccountFoot />}
    >
      {children}
    </DeskFrame>
  );
}

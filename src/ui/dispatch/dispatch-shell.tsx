import type { ReactNode } from "react";
import type { CycleRef } from "#contract/desk.ts";
import { CycleDayLine } from "../desk/cycle-day-line.tsx";
import { CyclePicker } from "../desk/cycle-picker.tsx";
import { DeskFrame } from "../frames/desk-frame.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { AccountFoot } from "../sign-in/account-foot.tsx";
import { getT } from "../words/get-t.ts";

type Props = {
  person: string;
  nowMs: number;
  cycle?: { readonly of: CycleRef; readonly all: readonly CycleRef[]; readonly to: string };
  children?: ReactNode;
};

/** Dispatch's frame; without a cycle it says what is waited for. */
export async function DispatchShell({ person, nowMs, cycle, children }: Props) {
  const t = await getT("dispatch");
  return (
    <DeskFrame
      role={t("title")}
      sections={[
        { href: "/d", label: t("nav.plan"), key: "p" },
        { href: "/d/compare", label: t("nav.compare"), key: "c" },
        { href: "/d/publish", label: t("nav.publish"), key: "u" },
        { href: "/d/live", label: t("nav.live"), key: "l" },
        { href: "/d/trips", label: t("nav.trips"), key: "t" },
      ]}
      nowMs={nowMs}
      person={person}
      cycle={cycle && <CyclePicker {...cycle} />}
      dayLine={cycle && <CycleDayLine cycle={cycle.of} nowMs={nowMs} />}
      signOut={<AccountFoot />}
    >
      {cycle ? (
        children
      ) : (
        <EmptyState names title={t("none.title")}>
          {t("none.how")}
        </EmptyState>
      )}
    </DeskFrame>
  );
}

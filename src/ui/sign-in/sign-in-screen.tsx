import type { ReactNode } from "react";
import { Mark } from "../kit/mark.tsx";
import { Tabs } from "../kit/tabs.tsx";
import { LangSwitch } from "../preferences/lang-switch.tsx";
import { TypeSwitch } from "../preferences/type-switch.tsx";
import { getT } from "../words/get-t.ts";
import { PhoneSignIn } from "./phone-sign-in.tsx";
import s from "./sign-in.module.css";
import { StaffSignIn } from "./staff-sign-in.tsx";

/** The door of the house: residents by phone, staff by name. */
export async function SignInScreen({ who, foot }: { who: "resident" | "staff"; foot?: ReactNode }) {
  const [t, common] = [await getT("auth"), await getT("common")];
  return (
    <main className={s.page} id="main">
      <div className={s.brand}>
        <Mark size={48} />
        <h1>{common("product")}</h1>
      </div>
      <p className={s.welcome}>{t("welcome")}</p>
      <Tabs
        label={t("kinds")}
        tabs={[
          { href: "/sign-in", label: t("resident"), current: who === "resident" },
          { href: "/sign-in?who=staff", label: t("staff"), current: who === "staff" },
        ]}
      />
      {who === "staff" ? <StaffSignIn /> : <PhoneSignIn />}
      <div className={s.foot}>
        {foot}
        <TypeSwitch />
        <LangSwitch />
      </div>
    </main>
  );
}

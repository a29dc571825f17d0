import { Mark } from "../kit/mark.tsx";
import { LangSwitch } from "../preferences/lang-switch.tsx";
import { TypeSwitch } from "../preferences/type-switch.tsx";
import { getT } from "../words/get-t.ts";
import { drawKey } from "./draw-key.ts";
import { FirstStart } from "./first-start.tsx";
import s from "./sign-in.module.css";

/** The first page of a new city: whoever was handed the server's link becomes its desk. */
export async function FirstStartScreen() {
  const t = await getT("auth");
  return (
    <main className={s.page} id="main">
      <div className={s.brand}>
        <Mark size={48} />
        <h1>{t("first.title")}</h1>
      </div>
      <FirstStart drawKey={drawKey} />
      <div className={s.foot}>
        <TypeSwitch />
        <LangSwitch />
      </div>
    </main>
  );
}

import { Mark } from "../kit/mark.tsx";
import { getT } from "../words/get-t.ts";
import { drawKey } from "./draw-key.ts";
import { SecondFactor } from "./second-factor.tsx";
import s from "./sign-in.module.css";
import { SignOut } from "./sign-out.tsx";

/** Where whoever may move the city is sent until the account has a second factor. */
export async function SecondFactorScreen() {
  const t = await getT("auth");
  return (
    <main className={s.page} id="main">
      <div className={s.brand}>
        <Mark size={48} />
        <h1>{t("second.title")}</h1>
      </div>
      <SecondFactor drawKey={drawKey} />
      <div className={s.foot}>
        <SignOut />
      </div>
    </main>
  );
}

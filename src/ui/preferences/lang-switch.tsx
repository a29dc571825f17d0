import { translator } from "#messages/catalogue.ts";
import { LOCALES } from "#messages/locale.ts";
import { getT } from "../words/get-t.ts";
import { getPreferences } from "./get-preferences.ts";
import { setPreference } from "./set-preference.ts";
import s from "./switches.module.css";

/** The languages, each by the name that it gives itself. */
export async function LangSwitch() {
  const t = await getT("common");
  const { locale } = await getPreferences();
  return (
    <form action={setPreference} className={s.segments} aria-label={t("lang.label")}>
      {LOCALES.map((l) => (
        <button key={l} type="submit" name="lang" value={l} lang={l} aria-pressed={l === locale}>
          {translator(l, "common")("lang.name")}
        </button>
      ))}
    </form>
  );
}

import { getT } from "../words/get-t.ts";
import { getPreferences, THEMES } from "./get-preferences.ts";
import { setPreference } from "./set-preference.ts";
import s from "./switches.module.css";

/** Light, dark, or as the device has it. */
export async function ThemeSwitch() {
  const t = await getT("common");
  const { theme } = await getPreferences();
  return (
    <form action={setPreference} className={s.segments} aria-label={t("theme.label")}>
      {THEMES.map((name) => (
        <button key={name} type="submit" name="theme" value={name} aria-pressed={name === theme}>
          {t(`theme.${name}`)}
        </button>
      ))}
    </form>
  );
}

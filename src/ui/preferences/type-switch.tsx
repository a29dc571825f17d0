import { Icon } from "../icons/icon.tsx";
import { getT } from "../words/get-t.ts";
import { getPreferences } from "./get-preferences.ts";
import { setPreference } from "./set-preference.ts";
import s from "./switches.module.css";

/** 大字: one tap to large type and back. A plain form, so it works before any script has come. */
export async function TypeSwitch({ wide = false }: { wide?: boolean }) {
  const t = await getT("common");
  const { large } = await getPreferences();
  return (
    <form action={setPreference} className={wide ? s.wide : undefined}>
      <button
        className={wide ? s.block : s.pill}
        name="type"
        value={large ? "normal" : "large"}
        aria-label={large ? t("type.normal.label") : t("type.large.label")}
        type="submit"
      >
        <Icon name="a-large-small" size={24} />
        {large ? t("type.normal") : t("type.large")}
      </button>
    </form>
  );
}

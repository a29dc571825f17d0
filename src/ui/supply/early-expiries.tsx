import type { ExpiryView } from "#contract/store.ts";
import { pickName } from "../format/name.ts";
import { formatDay } from "../format/time.ts";
import { InfoNote } from "../kit/notes.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";

/** Warns of lots that will be past their day when the bags are at the door, while another lot can still be found. */
export async function EarlyExpiries({ of, withStore = false }: { of: readonly ExpiryView[]; withStore?: boolean }) {
  const [t, { locale }] = [await getT("common"), await getPreferences()];
  if (of.length === 0) return null;
  return (
    <InfoNote tone="bad" icon="triangle-alert" title={t("expiry.title", { n: of.length })}>
      <ul>
        {of.map((x) => (
          <li key={`${pickName(x.store, locale)}${x.code}`}>
            {[
              withStore && pickName(x.store, locale),
              pickName(x.item, locale),
              t("expiry.lot", { code: x.code, day: formatDay(Date.parse(`${x.expiresOn}T12:00:00+08:00`), locale) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </li>
        ))}
      </ul>
    </InfoNote>
  );
}

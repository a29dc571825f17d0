import type { HomeRef } from "#contract/resident.ts";
import { formatDoor } from "../format/door.ts";
import { pickPlace } from "../format/name.ts";
import { PhoneHeader } from "../frames/phone-header.tsx";
import { Facts } from "../kit/facts.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { TypeSwitch } from "../preferences/type-switch.tsx";
import { getT } from "../words/get-t.ts";
import { ReadAloud } from "./read-aloud.tsx";

/** Which home, where; and the switch to large type, in the same place on each screen. */
export async function ResidentHeader({ home, title }: { home: HomeRef | null; title?: string }) {
  const t = await getT("resident");
  const { locale, large } = await getPreferences();
  const name = title ?? (home ? formatDoor(home.door, locale) : t("home.title"));
  const under =
    home && !title ? <Facts of={[pickPlace(home.community, locale), t("grid", { n: home.gridNumber })]} /> : undefined;
  if (!large) return <PhoneHeader title={name} under={under} end={<TypeSwitch />} />;
  return (
    <PhoneHeader
      title={name}
      below={
        <>
          <ReadAloud />
          <TypeSwitch wide />
        </>
      }
    />
  );
}

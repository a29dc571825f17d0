import type { HomeRef } from "#contract/resident.ts";
import { formatDoor } from "../format/door.ts";
import { pickPlace } from "../format/name.ts";
import { PhoneHeader } from "../frames/phone-header.tsx";
import { Facts } from "../kit/facts.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { TypeSwitch } from "../preferences/type-switch.tsx";
import { getT } from "../words/get-t.ts";
import { Bell } from "./bell.tsx";
import { ReadAloud } from "./read-aloud.tsx";

/** Which home, where; the switch to large type, in the same place on each screen; and where it is known, the bell. */
export async function ResidentHeader({
  home,
  title,
  unread,
}: {
  home: HomeRef | null;
  title?: string | undefined;
  unread?: number;
}) {
  const t = await getT("resident");
  const { locale, large } = await getPreferences();
  const name = title ?? (home ? formatDoor(home.door, locale) : t("home.title"));
  const under =
    home && !title ? <Facts of={[pickPlace(home.community, locale), t("grid", { n: home.gridNumber })]} /> : undefined;
  const bell = unread !== undefined && <Bell unread={unread} />;
  if (!large)
    return (
      <PhoneHeader
        title={name}
        under={under}
        end={
          <>
            <TypeSwitch />
            {bell}
          </>
        }
      />
    );
  return (
    <PhoneHeader
      title={name}
      end={bell}
      below={
        <>
          <ReadAloud />
          <TypeSwitch wide />
        </>
      }
    />
  );
}

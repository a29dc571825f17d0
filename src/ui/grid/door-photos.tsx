import type { DoorPhoto } from "#contract/grid-homes.ts";
import { formatNear } from "../format/time.ts";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./door-photos.module.css";

/** What was photographed at a door, small; each opens as large as it is. */
export async function DoorPhotos({ photos, nowMs }: { photos: readonly DoorPhoto[]; nowMs: number }) {
  const [t, { locale }] = [await getT("grid"), await getPreferences()];
  return (
    <ul className={s.photos} aria-label={t("door.photos")}>
      {photos.map(({ id, atMs }) => {
        const time = formatNear(atMs, nowMs, locale);
        return (
          <li key={id}>
            <a href={`/api/photos/${id}`} target="_blank" rel="noopener">
              {/* biome-ignore lint/performance/noImgElement: a private photo, served as it is */}
              <img src={`/api/photos/${id}`} alt={t("door.photo.alt", { time })} loading="lazy" />
            </a>
            <span aria-hidden="true">{time}</span>
          </li>
        );
      })}
    </ul>
  );
}

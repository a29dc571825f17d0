import type { ChainState } from "#contract/audit.ts";
import { formatDayTime } from "../format/time.ts";
import { InfoNote } from "../kit/notes.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./audit.module.css";

/** Whether the record is what it was: how far it is linked, when it was hashed again, what is kept of it outside. */
export async function ChainNote({ chain: { newest, since, check } }: { chain: ChainState }) {
  const t = await getT("audit");
  const { locale } = await getPreferences();
  const time = (ms: number) => formatDayTime(ms, locale);
  return (
    <div className={s.chain}>
      {check === null && <InfoNote>{t("chain.unchecked")}</InfoNote>}
      {check && check.brokenLink === null && (
        <InfoNote tone="ok" icon="circle-check">
          {t("chain.holds", { time: time(check.atMs), n: check.links })}
        </InfoNote>
      )}
      {check && check.brokenLink !== null && (
        <InfoNote tone="bad" icon="triangle-alert">
          {t("chain.broken", { time: time(check.atMs), n: check.brokenLink })}
        </InfoNote>
      )}
      <p>{newest ? t("chain.links", { n: newest.link, time: time(newest.atMs) }) : t("chain.links.none")}</p>
      {since > 0 && <p>{t("chain.since", { n: since })}</p>}
      {newest && (
        <p>
          {t("chain.hash")} <code>{newest.hash}</code>
        </p>
      )}
      <p>
        {check?.anchoredLink
          ? t("chain.anchors", { n: check.anchors, link: check.anchoredLink })
          : t("chain.anchors.none")}
      </p>
      <p>{t("kept")}</p>
    </div>
  );
}

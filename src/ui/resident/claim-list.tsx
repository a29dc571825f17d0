import type { ClaimView } from "#contract/resident.ts";
import { formatYuanShort } from "../format/money.ts";
import { formatNear } from "../format/time.ts";
import { Section } from "../kit/section.tsx";
import { StateTag, type Tone } from "../kit/state-tag.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./claim-list.module.css";
import { ReopenClaim } from "./reopen-claim.tsx";

const TONE = {
  opened: "doing",
  reopened: "doing",
  escalated: "doing",
  accepted: "done",
  remedied: "done",
  closed: "plain",
  rejected: "bad",
} as const satisfies Record<ClaimView["state"], Tone>;

type Props = {
  claims: readonly ClaimView[];
  nowMs: number;
  /** Who says it once more: the home, or its grid worker for it. */
  says: "reopen" | "reopenForHome";
};

/** What was reported, with its clock, and the answer. */
export async function ClaimList({ claims, nowMs, says }: Props) {
  if (claims.length === 0) return null;
  const t = await getT("resident");
  const { locale } = await getPreferences();
  return (
    <Section title={t("claims.title")}>
      <ul className={s.list}>
        {claims.map((c) => (
          <li key={c.id}>
            <span className={s.head}>
              <b>{t(`claim.${c.kind}`)}</b>
              <StateTag tone={TONE[c.state]}>{t(`claim.state.${c.state}`)}</StateTag>
            </span>
            {c.words && <p>{c.words}</p>}
            {TONE[c.state] === "doing" && (
              <p className={s.clock}>{t("claim.open", { time: formatNear(c.answerByMs, nowMs, locale, true) })}</p>
            )}
            {c.answer && <p>{c.answer}</p>}
            {c.remedy && <b>{t(`claim.${c.remedy}`, { price: formatYuanShort(c.refundFen) })}</b>}
            <span className={s.photos}>
              {c.photoIds.map((id) => (
                // biome-ignore lint/performance/noImgElement: a private photo, served as it is
                <img key={id} src={`/api/photos/${id}`} alt={t("claim.photo.alt")} loading="lazy" />
              ))}
            </span>
            {c.mayReopen && <ReopenClaim claimId={c.id} says={says} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

import type { ClaimsView } from "#contract/claims.ts";
import { pickPlace } from "../format/name.ts";
import { formatOrderNumber } from "../format/order-number.ts";
import { formatDayTime } from "../format/time.ts";
import { Pane } from "../frames/pane.tsx";
import { Card } from "../kit/card.tsx";
import { Facts } from "../kit/facts.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { PageLinks } from "../kit/page-links.tsx";
import { PageRange } from "../kit/page-range.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { ClaimAnswer } from "./claim-answer.tsx";
import s from "./claims-screen.module.css";

/** Claims that wait for an answer today: what was said, the photo, and the answer beside it. */
export async function ClaimsScreen({ view, nowMs }: { view: ClaimsView; nowMs: number }) {
  const t = await getT("desk");
  const { locale } = await getPreferences();
  const { claims, at } = view;
  return (
    <Pane
      names
      title={t("claims.title")}
      facts={<PageRange at={at} />}
      end={<LinkButton href="/desk/claims/lot">{t("lot.find")}</LinkButton>}
    >
      {claims.length === 0 && <EmptyState icon="circle-check" title={t("claims.none")} />}
      <ul className={s.claims}>
        {claims.map((c) => (
          <li key={c.claimId}>
            <Card>
              <h2 className={s.head}>
                {t(`claims.kind.${c.kind}`)}
                <StateTag tone={c.answerByMs < nowMs ? "bad" : "todo"}>
                  {c.answerByMs < nowMs
                    ? t("claims.late")
                    : t("claims.by", { time: formatDayTime(c.answerByMs, locale) })}
                </StateTag>
              </h2>
              <Facts
                of={[
                  `${pickPlace(c.place, locale)} ${c.door}`,
                  t("claims.order", { n: formatOrderNumber(c.order) }),
                  formatDayTime(c.openedMs, locale),
                ]}
              />
              <p className={s.words}>{c.words}</p>
              {c.photoIds.map((id) => (
                // biome-ignore lint/performance/noImgElement: a photo behind the sign-in, served as it was sent
                <img key={id} src={`/api/photos/${id}`} alt={t("claims.photo")} className={s.photo} />
              ))}
              <ClaimAnswer claimId={c.claimId} />
            </Card>
          </li>
        ))}
      </ul>
      <PageLinks at={at} />
    </Pane>
  );
}

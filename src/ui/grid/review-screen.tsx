import type { ReviewView } from "#contract/grid.ts";
import { formatDoor } from "../format/door.ts";
import { formatList } from "../format/list.ts";
import { formatYuanShort } from "../format/money.ts";
import { formatNear } from "../format/time.ts";
import { Facts } from "../kit/facts.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { EmptyState, InfoNote } from "../kit/notes.tsx";
import { Section } from "../kit/section.tsx";
import { StateTag } from "../kit/state-tag.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { GridFrame } from "./grid-frame.tsx";
import { doubtWords, needWords } from "./home-words.ts";
import { LateAnswer } from "./late-answer.tsx";
import { lettersOf } from "./letters.ts";
import { ReviewDecision } from "./review-decision.tsx";
import { RoundStrip } from "./round-strip.tsx";
import s from "./rows.module.css";
import { withRound } from "./with-round.ts";

/** What is in doubt, each with its two ways out; then what came too late. */
export async function ReviewScreen({ view, nowMs }: { view: ReviewView; nowMs: number }) {
  const [t, { locale }] = [await getT("grid"), await getPreferences()];
  return (
    <GridFrame
      back="/g"
      title={t("review.title")}
      under={view.doubtful.length > 0 ? t("review.left", { n: view.doubtful.length }) : undefined}
      live={view.gridId}
    >
      <RoundStrip of={view} nowMs={nowMs} path="/g/review" />
      {view.doubtful.length === 0 && (
        <EmptyState
          icon="circle-check"
          title={t("review.none")}
          action={
            view.cycleId && (
              <LinkButton kind="act" href={withRound("/g/sheet", view)}>
                {t("tab.sheet")}
              </LinkButton>
            )
          }
        >
          {view.cutOffMs !== null &&
            (nowMs < view.cutOffMs
              ? t("sheet.wait", { time: formatNear(view.cutOffMs, nowMs, locale) })
              : t("review.none.words"))}
        </EmptyState>
      )}
      <ul>
        {view.doubtful.map((d, i) => (
          <li key={d.orderId} className={s.block}>
            <div className={s.head}>
              <b className={s.door}>{formatDoor(d.door, locale)}</b>
              <b className={s.big}>{lettersOf(d.letters)}</b>
            </div>
            <InfoNote tone="ink" icon="message-square-warning">
              {formatList(doubtWords(d.reasons, t), locale)}
            </InfoNote>
            <Facts
              lead={d.who}
              of={[...needWords(d.tags, t), formatYuanShort(d.totalFen), formatNear(d.placedMs, nowMs, locale)]}
            />
            {d.note && <p>{d.note}</p>}
            <ReviewDecision orderId={d.orderId} first={i === 0} />
          </li>
        ))}
      </ul>
      {view.late.length > 0 && (
        <Section title={t("review.late")}>
          <p className={s.quiet}>{t(view.mayOrder ? "review.late.words" : "review.late.over")}</p>
          <ul>
            {view.late.map((l) => (
              <li key={l.householdId} className={s.block} style={{ paddingInline: 0 }}>
                <div className={s.head}>
                  <b className={s.door}>{formatDoor(l.door, locale)}</b>
                  <b className={s.big}>{lettersOf(l.letters)}</b>
                </div>
                <Facts lead={l.who} of={[t("review.at", { time: formatNear(l.atMs, nowMs, locale) })]} />
                {l.state !== "waiting" ? (
                  <StateTag tone={l.state === "taken" ? "done" : "ink"}>
                    {l.reason ? `${t(`late.state.${l.state}`)} · ${l.reason}` : t(`late.state.${l.state}`)}
                  </StateTag>
                ) : (
                  view.cycleId && (
                    <LateAnswer cycleId={view.cycleId} householdId={l.householdId} mayOrder={view.mayOrder} />
                  )
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </GridFrame>
  );
}

import type { HomeRef, ResidentHomeView, RoundView } from "#contract/resident.ts";
import { formatList } from "../format/list.ts";
import { formatYuanShort } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { formatNear, formatSpokenHour } from "../format/time.ts";
import { Countdown } from "../kit/countdown.tsx";
import { FillMeter } from "../kit/fill-meter.tsx";
import { FoodRow } from "../kit/food-row.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { InfoNote } from "../kit/notes.tsx";
import { Section } from "../kit/section.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { MineOrdered } from "./mine-ordered.tsx";
import { dayWord, notHereWords } from "./order-words.ts";
import { ReorderButton } from "./reorder-button.tsx";
import s from "./round-section.module.css";

/** The round that can be ordered from: how long still, whether it forms, and the next action. */
export async function RoundSection({
  round,
  cutEarly,
  home,
  nowMs,
}: {
  round: RoundView | null;
  cutEarly: ResidentHomeView["cutEarly"];
  home: HomeRef | null;
  nowMs: number;
}) {
  const t = await getT("resident");
  const { locale, large } = await getPreferences();
  if (!round)
    return (
      <Section raised>
        {cutEarly
          ? t("round.cut_early", { time: formatNear(cutEarly.atMs, nowMs, locale, true), why: cutEarly.why })
          : t("round.none")}
      </Section>
    );
  const day = dayWord(round.deliveryDayMs, nowMs, locale);
  if (!round.open)
    return (
      <Section raised title={t("round.title", { day })}>
        {t("round.opens", { time: formatNear(round.opensMs, nowMs, locale, true) })}
      </Section>
    );
  if (round.notHere && home)
    return (
      <Section raised title={t("round.title", { day })}>
        <InfoNote tone="ink">{notHereWords({ community: home.community, ...round.notHere }, t, locale)}</InfoNote>
      </Section>
    );
  const { usual } = round;
  const what =
    usual &&
    formatList(
      usual.lines.map((l) => `${pickName(l.name, locale)} ${t("count", { n: l.wanted })}`),
      locale,
    );
  return (
    <Section raised title={large ? undefined : t("round.title", { day })}>
      <div className={s.clock}>
        <span>
          <span className={s.label}>{large ? t("round.large", { day }) : t("round.left")}</span>
          <b className={s.left}>
            <Countdown untilMs={round.cutOffMs} nowMs={nowMs} over={t("round.over")} />
          </b>
        </span>
        <span className={s.label}>
          {large
            ? t("round.large.cutoff", { time: formatSpokenHour(round.cutOffMs, locale) })
            : t("round.cutoff", { time: formatNear(round.cutOffMs, nowMs, locale, true) })}
        </span>
      </div>
      {round.minimum && (
        <FillMeter
          {...round.minimum}
          title={t("forming", { n: round.minimum.need })}
          left={t("forming.left", { n: round.minimum.need - round.minimum.have })}
          formed={t("forming.done", { n: round.minimum.need })}
          unit={t("unit.bags")}
        />
      )}
      {home && (usual || round.mine) ? (
        <ReorderButton
          cycleId={round.cycleId}
          householdId={home.householdId}
          lines={(usual?.lines ?? []).map(({ packageVersionId, wanted }) => ({
            packageVersionId,
            wanted,
            acceptUpTo: wanted,
          }))}
          what={`${what ?? ""} ${formatYuanShort(usual?.totalFen ?? 0)}`}
          ordered={round.mine && <MineOrdered order={round.mine} cutOffMs={round.cutOffMs} />}
        />
      ) : (
        home && (
          <div className={s.go}>
            <LinkButton kind="filled" size={60} wide icon="shopping-bag" href="#offers">
              {t("choose")}
            </LinkButton>
          </div>
        )
      )}
      {large && !round.mine && usual?.lines[0] && (
        <div className={s.foods}>
          <FoodRow
            foods={usual.lines[0].foods.map((f) => ({ code: f.code, name: pickName(f.name, locale) }))}
            size={30}
          />
        </div>
      )}
    </Section>
  );
}

import { NOTE_ORDERS, type NotesView, PAPER_KINDS } from "#contract/papers.ts";
import { pickPlace } from "../format/name.ts";
import { formatDay } from "../format/time.ts";
import { GridFrame } from "../grid/grid-frame.tsx";
import { RoundStrip } from "../grid/round-strip.tsx";
import s from "../grid/rows.module.css";
import { Button } from "../kit/button.tsx";
import { Facts } from "../kit/facts.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { EmptyState, InfoNote } from "../kit/notes.tsx";
import { RadioCards } from "../kit/radio-cards.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import { sumsOf } from "./arrange-notes.ts";

/** What a grid worker takes to the doors on paper: how it is sorted, what of names it shows, on which paper. A plain form, so that it works without scripts. */
export async function PapersScreen({ view }: { view: NotesView }) {
  const [t, { locale }] = [await getT("papers"), await getPreferences()];
  return (
    <GridFrame
      back="/g/more"
      title={t("title")}
      under={`${pickPlace(view.grid.community, locale)} ${t("grid.n", { n: view.grid.number })}`}
      live={view.grid.gridId}
    >
      <RoundStrip of={view} nowMs={view.nowMs} path="/g/papers" />
      {view.lines.length === 0 ? (
        <EmptyState icon="printer" title={t("none")}>
          {t("none.words")}
        </EmptyState>
      ) : (
        <form action="/g/papers/file" target="_blank" className={`${s.block} ${s.stack}`} rel="noopener">
          <Facts
            of={[
              ...(view.deliveryDayMs === null ? [] : [t("for", { day: formatDay(view.deliveryDayMs, locale) })]),
              t("sums", sumsOf(view.lines)),
            ]}
          />
          <InfoNote>{t("what")}</InfoNote>
          <input type="hidden" name="round" value={view.cycleId ?? ""} />
          <RadioCards
            name="order"
            legend={t("order.choose")}
            legendShown
            defaultValue="door"
            cards={NOTE_ORDERS.map((value) => ({ value, label: t(`order.${value}`), end: t(`order.${value}.what`) }))}
          />
          <RadioCards
            name="names"
            legend={t("names.choose")}
            legendShown
            defaultValue="masked"
            cards={(["masked", "hidden"] as const).map((value) => ({ value, label: t(`names.${value}`) }))}
          />
          <RadioCards
            name="paper"
            legend={t("paper.choose")}
            legendShown
            defaultValue="a4"
            cards={PAPER_KINDS.map((value) => ({ value, label: t(`paper.${value}`) }))}
          />
          <p className={s.quiet}>{t("paper.labels")}</p>
          <Button type="submit" kind="filled" size={60} wide icon="printer" name="file" value="pdf">
            {t("pdf")}
          </Button>
          <Button type="submit" kind="outlined" size={54} wide name="file" value="xlsx">
            {t("xlsx")}
          </Button>
        </form>
      )}
      <div className={s.block}>
        <LinkButton size={54} wide href="/g/doors/typed">
          {t("typed")}
        </LinkButton>
      </div>
    </GridFrame>
  );
}

import type { BagOfLot, LotTraceView } from "#contract/lot-trace.ts";
import type { Locale } from "#messages/locale.ts";
import { formatBagNumber } from "../format/bag-number.ts";
import { formatDoor } from "../format/door.ts";
import { pickName, pickPlace } from "../format/name.ts";
import { formatDay } from "../format/time.ts";
import { Pane } from "../frames/pane.tsx";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { EmptyState, InfoNote } from "../kit/notes.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { DataTable } from "../table/data-table.tsx";
import type { Table } from "../table/table-view.ts";
import { getT } from "../words/get-t.ts";
import s from "./lot-screen.module.css";

type Words = Awaited<ReturnType<typeof getT<"desk">>>;

/** Which homes got some of a lot: asked by the number on its paper, answered bag by bag with what is known of each. */
export async function LotScreen({ trace }: { trace: LotTraceView | undefined }) {
  const t = await getT("desk");
  const { locale } = await getPreferences();
  return (
    <Pane names title={t("lot.title")} facts={trace && t("lot.facts", { n: trace.bags.length })}>
      <form action="/desk/claims/lot" className={s.ask}>
        <Field
          label={t("lot.code")}
          name="code"
          defaultValue={trace?.code}
          maxLength={40}
          autoComplete="off"
          required
        />
        <Button type="submit" kind="act">
          {t("lot.go")}
        </Button>
      </form>
      {!trace && <p>{t("lot.how")}</p>}
      {trace?.lots.length === 0 && (
        <EmptyState icon="leaf" title={t("lot.none", { code: trace.code })}>
          {t("lot.none.how")}
        </EmptyState>
      )}
      {trace?.lots.map((l) => (
        <InfoNote key={l.lotId} title={`${pickName(l.item, locale)} · ${pickName(l.store, locale)}`}>
          <p>{t("lot.paper", { maker: l.maker ?? t("lot.maker.unsaid"), day: l.expiresOn })}</p>
          {l.unsaidBags > 0 && <p>{t("lot.unsaid", { n: l.unsaidBags })}</p>}
        </InfoNote>
      ))}
      {trace && trace.bags.length > 0 && (
        <DataTable caption={t("lot.title")} exportName="lot" filter dense {...lotTable(trace.bags, t, locale)} />
      )}
    </Pane>
  );
}

const KEYS = ["sure", "place", "grid", "door", "bag", "package", "item", "day", "at"] as const;

function lotTable(bags: readonly BagOfLot[], t: Words, locale: Locale): Table {
  return {
    columns: KEYS.map((key) => ({ key, label: t(`lot.${key}`) })),
    rows: bags.map((b) => ({
      id: `${b.bagId}${pickName(b.item, locale)}`,
      cells: {
        sure: t(b.partUnsaid ? "lot.maybe" : b.oneOf === 1 ? "lot.certain" : "lot.one.of", { n: b.oneOf }),
        place: pickPlace(b.place, locale),
        grid: t("board.grid", { n: b.gridNumber }),
        door: formatDoor(b.door, locale),
        bag: formatBagNumber(b.number),
        package: b.letter,
        item: pickName(b.item, locale),
        day: { value: b.deliveryDayMs, node: formatDay(b.deliveryDayMs, locale) },
        at: t(`lot.at.${b.at}`),
      },
    })),
  };
}

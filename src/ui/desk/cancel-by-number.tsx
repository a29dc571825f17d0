"use client";
import { type FormEvent, useState } from "react";
import type { OrderByNumber } from "#contract/orders.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { formatList } from "../format/list.ts";
import { formatYuan } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { formatOrderNumber, parseOrderNumber } from "../format/order-number.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { ReasonForm } from "../kit/reason-form.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./cycles.module.css";

/** Takes one order back before it is locked: found by its number, without its home, with a reason that the home reads. */
export function CancelByNumber({ cycleId }: { cycleId: CycleId }) {
  const t = useT("desk");
  const locale = useLocale();
  const [found, setFound] = useState<OrderByNumber>();
  const [missing, setMissing] = useState(false);
  const search = useAct();
  const cancel = useAct();
  const find = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const number = parseOrderNumber(String(new FormData(event.currentTarget).get("number")));
    setFound(undefined);
    setMissing(number === undefined);
    if (number !== undefined) await search.act((c) => c.orders.find.query({ cycleId, number }), setFound);
  };
  return (
    <details className={s.other}>
      <summary>{t("one.title")}</summary>
      <div className={s.acts}>
        <p className={s.sub}>{t("one.what")}</p>
        <form className={s.acts} onSubmit={find} noValidate>
          <Field
            label={t("one.number")}
            name="number"
            maxLength={16}
            autoComplete="off"
            error={missing ? t("one.number.missing") : undefined}
          />
          <Button type="submit" wide disabled={search.busy}>
            {t("one.find")}
          </Button>
        </form>
        {search.error && <ErrorNote>{search.error}</ErrorNote>}
        {found && (
          <div className={s.acts} role="status">
            <b>{`${t("claims.order", { n: formatOrderNumber(found) })} · ${pickName(found.place, locale)} · ${t("zones.grid.n", { n: found.gridNumber })}`}</b>
            <span>
              {formatList(
                found.lines.map((l) => `${l.letter} ${pickName(l.name, locale)} × ${l.wanted}`),
                locale,
              )}
              {` · ${formatYuan(found.totalFen)}`}
            </span>
            {found.stands !== "cancellable" && <InfoNote>{t(`one.${found.stands}`)}</InfoNote>}
          </div>
        )}
        {cancel.error && <ErrorNote>{cancel.error}</ErrorNote>}
        {found?.stands === "cancellable" && (
          <ReasonForm
            key={found.orderId}
            act={t("one.cancel")}
            kind="bad"
            busy={cancel.busy}
            onAct={(reason) =>
              cancel.act(
                (c) => c.orders.cancelByDesk.mutate({ orderId: found.orderId, reason }),
                () => setFound({ ...found, stands: "cancelled" }),
              )
            }
          />
        )}
      </div>
    </details>
  );
}

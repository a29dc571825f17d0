"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { ProxyOrderView } from "#contract/grid-homes.ts";
import { formatDoor } from "../format/door.ts";
import { formatYuanShort } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { Button } from "../kit/button.tsx";
import { Field, TextField } from "../kit/field.tsx";
import { FoodRow } from "../kit/food-row.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { Stepper } from "../kit/stepper.tsx";
import { newKey } from "../new-key.ts";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./rows.module.css";

/** A stepper for each package of the price card; one key for one wish, kept over retries, so that it is ordered once. */
export function ProxyOrderForm({ view }: { view: ProxyOrderView }) {
  const [t, locale, router] = [useT("grid"), useLocale(), useRouter()];
  const { act, busy, error } = useAct();
  const key = useRef<string>(undefined);
  const before = view.order?.lines ?? [];
  const [counts, setCounts] = useState<Record<string, number>>(() =>
    Object.fromEntries((view.order?.lines ?? view.wish).map((l) => [l.packageVersionId, l.wanted])),
  );
  const [note, setNote] = useState(view.order?.note ?? "");
  const [dock, setDock] = useState<Element | null>(null);
  useEffect(() => setDock(document.getElementById("pick-dock")), []);
  const lines = view.offers.flatMap((o) => {
    const wanted = counts[o.packageVersionId] ?? 0;
    return wanted > 0 ? [{ packageVersionId: o.packageVersionId, wanted, acceptUpTo: wanted }] : [];
  });
  const bags = lines.reduce((n, l) => n + l.wanted, 0);
  const price = formatYuanShort(
    view.offers.reduce((sum, o) => sum + o.priceFen * (counts[o.packageVersionId] ?? 0), 0),
  );
  const change = (work: () => void) => {
    key.current = undefined;
    work();
  };
  const send = () => {
    key.current ??= newKey();
    const { householdId, cycleId, order } = view;
    const sent = key.current;
    return act(
      async (c): Promise<unknown> =>
        order
          ? c.orders.changeForHome.mutate({ orderId: order.orderId, revision: order.revision, lines, note })
          : c.orders.placeForHome.mutate({ key: sent, cycleId, householdId, lines, note }),
      () => router.replace(`/g/homes/${householdId}`),
    );
  };
  const who = view.who ?? formatDoor(view.door, locale);
  const words =
    bags === 0
      ? t("pick.nothing")
      : busy
        ? t("pick.sending")
        : view.order
          ? t("pick.save", { n: bags, price })
          : t("pick.send", { who, n: bags, price });
  const foot = (
    <span className={s.stack}>
      {error && <ErrorNote>{error}</ErrorNote>}
      <Button kind="filled" size={60} wide disabled={busy || bags === 0} onClick={send}>
        {words}
      </Button>
    </span>
  );
  const { last } = view;
  const lastWords = last?.lines.map((l) => {
    const offer = view.offers.find((o) => o.packageVersionId === l.packageVersionId);
    return `${offer?.letter ?? ""}×${l.wanted}`;
  });
  return (
    <>
      {last && (
        <div className={`${s.block} ${s.stack}`}>
          <Button
            kind="outlined"
            size={54}
            wide
            icon="rotate-ccw"
            onClick={() =>
              change(() => setCounts(Object.fromEntries(last.lines.map((l) => [l.packageVersionId, l.wanted]))))
            }
          >
            {t("pick.last", { what: lastWords?.join(" ") ?? "" })}
          </Button>
          {!last.whole && <p className={s.quiet}>{t("pick.last.less")}</p>}
        </div>
      )}
      <ul className={s.rows}>
        {view.offers.map((o) => {
          const most = Math.min(
            o.householdLimit,
            o.left + (before.find((l) => l.packageVersionId === o.packageVersionId)?.wanted ?? 0),
          );
          const pork = o.tags.includes("contains_pork");
          return (
            <li key={o.packageVersionId} style={{ padding: "10px 16px" }}>
              {most === 0 ? (
                <p className={s.quiet}>
                  <b>
                    {o.letter} {pickName(o.name, locale)}
                  </b>{" "}
                  · {t("pick.sold")}
                </p>
              ) : view.heads !== null ? (
                <Field
                  label={`${o.letter} ${pickName(o.name, locale)}`}
                  hint={`${formatYuanShort(o.priceFen)} · ${t("pick.limit.heads", { heads: view.heads, n: o.householdLimit })}`}
                  type="number"
                  inputMode="numeric"
                  min={0}
                  max={most}
                  value={counts[o.packageVersionId] ?? 0}
                  onChange={(e) => {
                    const n = Math.min(most, Math.max(0, Math.trunc(Number(e.target.value))));
                    change(() => setCounts({ ...counts, [o.packageVersionId]: n }));
                  }}
                />
              ) : (
                <Stepper
                  label={`${o.letter} ${pickName(o.name, locale)}`}
                  hint={`${formatYuanShort(o.priceFen)} · ${pork ? t("pick.pork") : t("pick.limit", { n: o.householdLimit })}`}
                  value={counts[o.packageVersionId] ?? 0}
                  min={0}
                  max={most}
                  onChange={(n) => change(() => setCounts({ ...counts, [o.packageVersionId]: n }))}
                />
              )}
              <FoodRow bare foods={o.foods.map((f) => ({ code: f.code, name: pickName(f.name, locale) }))} />
            </li>
          );
        })}
      </ul>
      <div className={s.block}>
        <TextField
          label={t("pick.note")}
          rows={2}
          maxLength={100}
          value={note}
          onChange={(e) => change(() => setNote(e.target.value))}
        />
      </div>
      {dock && createPortal(foot, dock)}
    </>
  );
}

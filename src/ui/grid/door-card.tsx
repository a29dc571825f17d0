"use client";
import { useState } from "react";
import type { WalkBag, WalkHome } from "#contract/grid-doors.ts";
import { formatBagNumber } from "../format/bag-number.ts";
import { formatYuanShort } from "../format/money.ts";
import { pickName } from "../format/name.ts";
import { formatNear } from "../format/time.ts";
import { Icon } from "../icons/icon.tsx";
import { Facts } from "../kit/facts.tsx";
import { FoodRow } from "../kit/food-row.tsx";
import { PackageLetter } from "../kit/package-letter.tsx";
import { useAct } from "../use-act.ts";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./doors.module.css";
import { needWords, sizeWords } from "./home-words.ts";

/** The door in hand: its number large, then the note, the bags by label, and whether there is money to take. */
export function DoorCard({ home, nowMs }: { home: WalkHome; nowMs: number }) {
  const [t, locale] = [useT("grid"), useLocale()];
  return (
    <>
      <div className={s.top}>
        <h1 className={s.room}>{home.door.room}</h1>
        {home.personId && <CallHome personId={home.personId} />}
      </div>
      <p className={s.who}>
        <Facts of={[home.who, sizeWords(home, t), ...needWords(home.tags, t)]} />
      </p>
      {home.holdUntilMs !== null && (
        <p className={s.note}>
          <Icon name="hourglass" size={26} />
          {t(home.holdUntilMs < nowMs ? "walk.held.over" : "walk.held.until", {
            time: formatNear(home.holdUntilMs, nowMs, locale),
          })}
        </p>
      )}
      {home.note && (
        <p className={s.note}>
          <Icon name="message-square-warning" size={26} />
          {home.note}
        </p>
      )}
      <ul className={s.bags}>
        {home.heads !== null && <Piles bags={home.bags} />}
        {(home.heads === null ? home.bags : []).map((b) => (
          <li key={b.bagId}>
            <PackageLetter code={b.letter} />
            <span className={s.bag}>
              <span>
                <b>{pickName(b.name, locale)}</b> {b.cold && <span className={s.quiet}>{t("walk.cold")}</span>}
              </span>
              <span className={s.quiet}>{formatBagNumber(b.number)}</span>
            </span>
            <span className={s.foods}>
              <FoodRow
                bare
                foods={b.foods.slice(0, 4).map((f) => ({ code: f.code, name: pickName(f.name, locale) }))}
              />
            </span>
          </li>
        ))}
      </ul>
      <p className={s.money}>
        {home.dueFen > 0 ? (
          <b className={s.owed}>
            <Icon name="banknote" size={24} />
            {t("walk.collect", { price: formatYuanShort(home.dueFen) })}
          </b>
        ) : (
          <b>
            <Icon name="circle-check" size={24} />
            {t("walk.paid")}
          </b>
        )}
        <span className={s.quiet}>{t("walk.code", { code: home.pickupCode })}</span>
      </p>
    </>
  );
}

/** What a unit takes in, package by package: nobody reads the labels of a hundred bags. */
function Piles({ bags }: { bags: readonly WalkBag[] }) {
  const [t, locale] = [useT("grid"), useLocale()];
  return [...Map.groupBy(bags, (b) => b.packageVersionId).values()].flatMap((pile) =>
    pile.slice(0, 1).map((b) => (
      <li key={b.packageVersionId}>
        <PackageLetter code={b.letter} />
        <span className={s.bag}>
          <b>{pickName(b.name, locale)}</b>
          <span>{t("bags", { n: pile.length })}</span>
        </span>
      </li>
    )),
  );
}

/** One tap fetches the number (and writes down that it was looked at) and calls. */
function CallHome({ personId }: { personId: NonNullable<WalkHome["personId"]> }) {
  const common = useT("common");
  const { act, busy } = useAct();
  const [phone, setPhone] = useState<string>();
  return phone ? (
    <a className={s.call} href={`tel:${phone}`} aria-label={`${common("call")} ${phone}`}>
      <Icon name="phone" size={30} />
      <span>{phone}</span>
    </a>
  ) : (
    <button
      type="button"
      className={s.call}
      disabled={busy}
      aria-label={common("call")}
      onClick={() =>
        act(
          (c) => c.grid.showPhone.mutate({ personId }),
          (a) => {
            setPhone(a.phone);
            window.location.href = `tel:${a.phone}`;
          },
        )
      }
    >
      <Icon name="phone" size={30} />
    </button>
  );
}

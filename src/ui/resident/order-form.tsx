"use client";
import { useRouter } from "next/navigation";
import { type ReactNode, useRef, useState } from "react";
import type { PackageView } from "#contract/resident.ts";
import type { CycleId, PackageVersionId } from "#domain/kernel/ids.ts";
import { formatDoor } from "../format/door.ts";
import { formatYuanShort } from "../format/money.ts";
import { formatClock } from "../format/time.ts";
import { Button } from "../kit/button.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { RadioCards } from "../kit/radio-cards.tsx";
import { Section } from "../kit/section.tsx";
import { Stepper } from "../kit/stepper.tsx";
import { newKey } from "../new-key.ts";
import { useOutbox } from "../outbox/outbox-here.tsx";
import { useErrorWords } from "../use-error-words.ts";
import { useLocale, useT } from "../words/use-t.ts";
import { awaitArrival } from "./arrival.tsx";
import s from "./order-form.module.css";
import { sendOrder } from "./send-order.ts";

type Props = {
  cycleId: CycleId;
  packageVersionId: PackageVersionId;
  /** As the reader calls the package. */
  name: string;
  priceFen: number;
  limit: number;
  left: number;
  /** Cases may leave one over: ask how many would be accepted. */
  offersMore: boolean;
  cutOffMs: number;
  homes: PackageView["homes"];
  /** Between the choices and the dock: the price card. */
  children: ReactNode;
};

/** How many, up to how many, for whom; the button carries number and home. One key per order, kept over retries. */
export function OrderForm({
  cycleId,
  packageVersionId,
  name,
  priceFen,
  limit,
  left,
  offersMore,
  cutOffMs,
  homes,
  children,
}: Props) {
  const [t, errorWords, locale] = [useT("resident"), useErrorWords(), useLocale()];
  const router = useRouter();
  const { outbox } = useOutbox();
  const key = useRef<string>(undefined);
  const most = Math.min(limit, left);
  const [wanted, setWanted] = useState(1);
  const [accept, setAccept] = useState(1);
  const [homeId, setHomeId] = useState(homes[0]?.householdId as string);
  const [stop, setStop] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const home = homes.find((h) => h.householdId === homeId) ?? homes[0];
  if (!home) return children;

  // A changed wish is another order; a retry of the same one is not.
  const change = (work: () => void) => {
    key.current = undefined;
    setStop(undefined);
    work();
  };
  const who = home.contact ?? formatDoor(home.door, locale);
  const order = async () => {
    setBusy(true);
    setError(undefined);
    key.current ??= newKey();
    try {
      const lines = [{ packageVersionId, wanted, acceptUpTo: Math.max(wanted, accept) }];
      const placed = await sendOrder(
        outbox,
        { key: key.current, cycleId, householdId: home.householdId, lines },
        t("line", { name, n: wanted }),
      );
      // Without a network the first screen shows what waits, and sends it.
      awaitArrival();
      router.push(placed ? `/r/orders/${placed.orderId}` : "/r");
    } catch (e) {
      setError(errorWords(e));
      setBusy(false);
    }
  };
  const stopWords = t(limit <= left ? "pkg.stop.max" : "pkg.stop.left", { n: most });
  return (
    <>
      <Section title={t("pkg.much")}>
        <Stepper
          label={t("pkg.want")}
          hint={t("pkg.limit", { n: limit })}
          value={wanted}
          min={1}
          max={most}
          onChange={(n) => change(() => setWanted(n))}
          onStop={(end) => setStop(end === "max" ? stopWords : t("pkg.stop.min"))}
        />
        {offersMore && limit > 1 && (
          <div className={s.second}>
            <Stepper
              label={t("pkg.accept")}
              hint={t("pkg.accept.hint")}
              value={Math.max(wanted, accept)}
              min={wanted}
              max={limit}
              onChange={(n) => change(() => setAccept(n))}
              onStop={(end) => setStop(end === "max" ? t("pkg.stop.max", { n: limit }) : t("pkg.stop.accept"))}
            />
          </div>
        )}
        <div role="status">{stop && <InfoNote tone="ink">{stop}</InfoNote>}</div>
        {accept > wanted && (
          <InfoNote>
            {t("pkg.accept.note", { n: accept - wanted, price: formatYuanShort(priceFen * (accept - wanted)), wanted })}
          </InfoNote>
        )}
      </Section>
      {homes.length > 1 && (
        <Section title={t("pkg.whom")}>
          <RadioCards
            name="home"
            legend={t("pkg.whom")}
            value={home.householdId}
            onChange={(id) => change(() => setHomeId(id))}
            cards={homes.map((h) => ({
              value: h.householdId,
              label: (
                <>
                  <b>{h.kind === "member" ? t("pkg.mine") : (h.contact ?? t("pkg.help"))}</b> ·{" "}
                  {formatDoor(h.door, locale)}
                </>
              ),
              end: h.ordered ? t("pkg.ordered") : h.kind === "helper" ? t("pkg.help") : undefined,
            }))}
          />
        </Section>
      )}
      {children}
      <div className={s.dock}>
        {error && <ErrorNote>{error}</ErrorNote>}
        <div className={s.row}>
          <span className={s.sum}>
            <b>{formatYuanShort(priceFen * wanted)}</b>
            {accept > wanted && <span>{t("pkg.most", { price: formatYuanShort(priceFen * accept) })}</span>}
          </span>
          {home.ordered ? (
            <LinkButton
              kind="filled"
              size={60}
              wide
              href={`/r/orders/${home.ordered}/change?add=${packageVersionId}&n=${wanted}`}
            >
              {t("pkg.add", { n: wanted })}
            </LinkButton>
          ) : (
            <Button kind="filled" size={60} wide onClick={order} disabled={busy}>
              {busy
                ? t("pkg.sending")
                : home.kind === "member"
                  ? t("pkg.order.me", { n: wanted })
                  : t("pkg.order.them", { n: wanted, who })}
            </Button>
          )}
        </div>
        <p className={s.promise}>{t("pkg.promise", { time: formatClock(cutOffMs, locale) })}</p>
      </div>
    </>
  );
}

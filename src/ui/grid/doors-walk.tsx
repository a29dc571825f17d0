"use client";
import Link from "next/link";
import { useState } from "react";
import type { DoorEvent, DoorWalkView, WalkHome } from "#contract/grid-doors.ts";
import { formatUnit } from "../format/door.ts";
import { formatYuanShort } from "../format/money.ts";
import { formatClock } from "../format/time.ts";
import { Icon } from "../icons/icon.tsx";
import { deviceNow } from "../kit/device-now.ts";
import { LinkButton } from "../kit/link-button.tsx";
import { Meter } from "../kit/meter.tsx";
import { EmptyState } from "../kit/notes.tsx";
import type { PickedPhoto } from "../kit/photo-field.tsx";
import { UndoBar } from "../kit/undo-bar.tsx";
import { newKey } from "../new-key.ts";
import { DoorTroubles } from "../outbox/door-troubles.tsx";
import { OutboxNote } from "../outbox/outbox-note.tsx";
import { useOnline } from "../use-online.ts";
import { useLocale, useT } from "../words/use-t.ts";
import { DoorCard } from "./door-card.tsx";
import { AbsentChoice, MoneyChoice, NeighbourChoice, ProblemChoice } from "./door-choices.tsx";
import { DoorList } from "./door-list.tsx";
import { DoorThumbs } from "./door-thumbs.tsx";
import s from "./doors.module.css";
import { GiveOnChoice } from "./give-on-choice.tsx";
import { LostBags } from "./lost-bags.tsx";
import { PhotoOfDoor } from "./photo-of-door.tsx";
import { useDoorTaps } from "./use-door-taps.ts";

/** The last tap can be taken back for so long, or until the next one. */
const UNDO_MS = 8_000;

/** A home that was absent comes again: it is another visit. */
const visitOf = (h: WalkHome) => `${h.orderId} ${h.held ?? ""}`;

/** The walk, one door at a time: three thumbs' buttons advance at once, and the last tap can be taken back. */
export function DoorsWalk({ view, from }: { view: DoorWalkView; from?: string | undefined }) {
  const [t, common, locale] = [useT("grid"), useT("common"), useLocale()];
  const start = view.homes.find((h) => `${h.door.building}-${h.door.unit}` === from) ?? view.homes[0];
  const [at, setAt] = useState(start && visitOf(start));
  const [ask, setAsk] = useState<"absent" | "neighbour" | "problem" | "give" | "money" | "list">();
  const [photo, setPhoto] = useState<{ of: string; picked: PickedPhoto }>();
  const online = useOnline();
  const { left, last, tap: hold, takeBack } = useDoorTaps(view, UNDO_MS);
  const placeOf = (orderId: string) => view.homes.findIndex((h) => h.orderId === orderId);
  const position = placeOf(at?.split(" ")[0] ?? "");
  const home =
    left.find((h) => visitOf(h) === at) ?? left.find((h) => !h.held && placeOf(h.orderId) > position) ?? left[0];
  const next = home && (left[left.indexOf(home) + 1] ?? left.find((h) => h !== home));
  const done = view.done + view.homes.length - left.length;

  const tap = (more: Pick<DoorEvent, "act"> & Partial<DoorEvent>, money?: "as said") => {
    if (!home) return;
    navigator.vibrate?.(30);
    const cash = more.act === "delivered" && home.dueFen > 0 && !money ? { cashFen: home.dueFen } : {};
    const picked = photo?.of === home.orderId ? photo.picked : undefined;
    const event: DoorEvent = {
      id: newKey(),
      orderId: home.orderId,
      deviceAt: deviceNow(),
      ...(picked && { photo: { mediaType: picked.mediaType, base64: picked.base64 } }),
      ...cash,
      ...more,
    };
    // One bag of several that was broken is not the end of the visit.
    const whole = !more.bagIds || more.bagIds.length === home.bags.length;
    if (whole && next) setAt(visitOf(next));
    setAsk(undefined);
    setPhoto(undefined);
    hold(event, home.door.room);
  };
  const undo = () => {
    if (!last) return;
    const home = view.homes.find((h) => h.orderId === last.event.orderId);
    takeBack();
    if (home) setAt(visitOf(home));
  };
  const wanted = (home?.bags ?? []).filter((b) =>
    view.wanting.some((w) => w.orderId !== home?.orderId && w.packageVersionId === b.packageVersionId),
  );
  const bags = (n: number) => t("bags", { n });
  return (
    <div className={s.frame}>
      {!online && (
        <p className={s.offline} role="status">
          <Icon name="cloud-off" size={24} />
          {t("walk.offline", { time: formatClock(view.nowMs, locale) })}
        </p>
      )}
      <header className={s.header} data-frame>
        <Link href="/g" className={s.back} aria-label={common("back")}>
          <Icon name="chevron-left" size={28} />
        </Link>
        <div className={s.progress}>
          <p>
            <span>
              <b>{home ? formatUnit(home.door, locale) : t("walk.title")}</b>{" "}
              {home && <span className={s.quiet}>{home.held ? t("walk.again") : t("walk.order")}</span>}
            </span>
            <span className={s.count}>
              <b>{done}</b> <span className={s.quiet}>{t("doors.of", { n: Math.max(view.total, done) })}</span>
            </span>
          </p>
          <Meter value={done} max={Math.max(view.total, 1)} label={t("walk.title")} />
        </div>
      </header>
      <main id="main" className={s.main}>
        {home ? (
          <DoorCard key={visitOf(home)} home={home} nowMs={view.nowMs} />
        ) : view.total === 0 ? (
          <EmptyState
            names
            icon="footprints"
            title={t("walk.none")}
            action={
              <LinkButton kind="filled" size={54} href="/g/receive">
                {t("receive.title")}
              </LinkButton>
            }
          >
            {t("walk.none.words")}
          </EmptyState>
        ) : (
          <EmptyState
            names
            icon="circle-check"
            title={t("walk.done")}
            action={
              <LinkButton kind="filled" size={54} href="/g">
                {t("tab.today")}
              </LinkButton>
            }
          >
            {t("walk.done.words", { n: done })}
          </EmptyState>
        )}
        <DoorTroubles />
        <LostBags lost={view.lost} />
      </main>
      <div className={s.foot}>
        <OutboxNote />
        {last && (
          <UndoBar key={last.event.id} onUndo={undo}>
            {t(`walk.did.${last.event.act}`, {
              room: last.room,
              time: formatClock(last.event.deviceAt ?? 0, locale),
            })}
          </UndoBar>
        )}
        {home && (
          <>
            <DoorThumbs home={home} onDelivered={() => tap({ act: "delivered" })} onAsk={setAsk} />
            <div className={s.next}>
              <span>
                {next ? (
                  <>
                    {t("walk.next")} <b>{next.door.room}</b> {bags(next.bags.length)}
                    {next.dueFen > 0 && ` · ${t("walk.collect", { price: formatYuanShort(next.dueFen) })}`}
                  </>
                ) : (
                  t("walk.last")
                )}
              </span>
              <PhotoOfDoor
                key={visitOf(home)}
                taken={photo?.of === home.orderId}
                onPick={(picked) => setPhoto({ of: home.orderId, picked })}
              />
              <button type="button" onClick={() => setAsk("problem")} aria-label={t("walk.problem")}>
                <Icon name="package-x" size={26} />
              </button>
              <button type="button" onClick={() => setAsk("list")} aria-label={t("walk.list")}>
                <Icon name="list" size={26} />
              </button>
            </div>
          </>
        )}
      </div>
      {home && (
        <>
          <AbsentChoice
            open={ask === "absent"}
            onClose={() => setAsk(undefined)}
            nowMs={view.nowMs}
            places={view.holdPlaces}
            onChoose={(place, holdUntil) => tap({ act: "absent", place, holdUntil })}
          />
          <NeighbourChoice
            open={ask === "neighbour"}
            onClose={() => setAsk(undefined)}
            rooms={home.neighbours}
            onChoose={(neighbourDoor) => tap({ act: "neighbour", neighbourDoor })}
          />
          <ProblemChoice
            open={ask === "problem"}
            onClose={() => setAsk(undefined)}
            bags={home.bags}
            onChoose={(act, bagIds) => tap({ act, bagIds, reason: act === "returned" ? "refused" : act })}
            onGiveOn={wanted.length > 0 ? () => setAsk("give") : undefined}
            onMoney={home.dueFen > 0 ? () => setAsk("money") : undefined}
          />
          <MoneyChoice
            key={`money ${visitOf(home)}`}
            open={ask === "money"}
            onClose={() => setAsk(undefined)}
            dueFen={home.dueFen}
            onChoose={(cash) => tap({ act: "delivered", ...cash }, "as said")}
          />
          {wanted.length > 0 && (
            <GiveOnChoice
              key={visitOf(home)}
              open={ask === "give"}
              onClose={() => setAsk(undefined)}
              bags={wanted}
              wanting={view.wanting.filter((w) => w.orderId !== home.orderId)}
            />
          )}
          <DoorList
            open={ask === "list"}
            onClose={() => setAsk(undefined)}
            left={left}
            done={view.last}
            onChoose={(h) => {
              setAt(visitOf(h));
              setAsk(undefined);
            }}
          />
        </>
      )}
    </div>
  );
}

"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { PackageCount } from "#contract/grid.ts";
import type { HandoverId } from "#domain/kernel/ids.ts";
import { troublesIn, waitingIn } from "#domain/offline/outbox.ts";
import { BigNumber } from "../kit/big-number.tsx";
import { Button } from "../kit/button.tsx";
import { ErrorNote, InfoNote } from "../kit/notes.tsx";
import { PhotoField, type PickedPhoto } from "../kit/photo-field.tsx";
import { newKey } from "../new-key.ts";
import { entriesOf, troublesOf } from "../outbox/of-kind.ts";
import { useOutbox } from "../outbox/outbox-here.tsx";
import { useErrorWords } from "../use-error-words.ts";
import { useT } from "../words/use-t.ts";
import s from "./count-form.module.css";

const aboutPile = (handoverId: HandoverId) => `pile ${handoverId}`;
const sumOf = (counted: Readonly<Record<string, number>>) => Object.values(counted).reduce((n, some) => n + some, 0);
const digits = (text: string) => text.replace(/\D/g, "").slice(0, 4);

/**
 * My count beside the driver's, package by package, so that equal totals cannot hide a mix-up. Equal signs for the bags;
 * different asks for another count, a photo, and then a ruling.
 */
export function CountForm({
  handoverId,
  offered,
  disputed,
}: {
  handoverId: HandoverId;
  offered: readonly PackageCount[];
  disputed: boolean;
}) {
  const t = useT("grid");
  const [outboxWords, errorWords, router] = [useT("outbox"), useErrorWords(), useRouter()];
  const { outbox, state } = useOutbox();
  const [busy, setBusy] = useState(false);
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [photo, setPhoto] = useState<PickedPhoto>();
  const total = offered.reduce((n, p) => n + p.bags, 0);
  const mine = (p: PackageCount) => Number(texts[p.packageVersionId] ?? "");
  const whole = offered.every((p) => (texts[p.packageVersionId] ?? "") !== "");
  const counted = whole ? offered.reduce((n, p) => n + mine(p), 0) : null;
  const equal = offered.every((p) => mine(p) === p.bags);
  const differs = offered.reduce((n, p) => n + Math.abs(mine(p) - p.bags), 0);
  const send = async () => {
    const id = newKey();
    const count = {
      id,
      handoverId,
      counted: Object.fromEntries(offered.map((p) => [p.packageVersionId, mine(p)])),
      ...(photo ? { photo: { mediaType: photo.mediaType, base64: photo.base64 } } : {}),
    };
    setBusy(true);
    // A refusal stays, with its reason, until it is read.
    await outbox?.ask(aboutPile(handoverId), { kind: "count", count }, id);
    setBusy(false);
    router.refresh();
  };
  const waits = entriesOf(waitingIn(state.box), "count").find((e) => e.load.count.handoverId === handoverId);
  const troubles = troublesOf(troublesIn(state.box), "count").filter(
    (x) => x.entry.load.count.handoverId === handoverId,
  );
  if (waits && !busy)
    return (
      <InfoNote tone="ink" icon="cloud-off" title={t("receive.kept", { n: sumOf(waits.load.count.counted) })}>
        {t("receive.kept.what")}
      </InfoNote>
    );
  return (
    <form
      className={s.form}
      onSubmit={(e) => {
        e.preventDefault();
        if (counted !== null) void send();
      }}
    >
      <div className={s.two}>
        <div>
          <span>{t("receive.driver")}</span>
          <BigNumber size={46} unit={t("unit.bags")}>
            {total}
          </BigNumber>
        </div>
        <div>
          <span>{t("receive.mine")}</span>
          <BigNumber size={46} unit={t("unit.bags")}>
            {counted ?? "–"}
          </BigNumber>
        </div>
      </div>
      {offered.map((p) => (
        <label key={p.packageVersionId} className={s.row}>
          <b>{p.letter}</b>
          <span>{t("receive.of", { n: p.bags })}</span>
          <input
            aria-label={t("receive.input", { letter: p.letter })}
            inputMode="numeric"
            pattern="[0-9]*"
            autoComplete="off"
            placeholder="0"
            value={texts[p.packageVersionId] ?? ""}
            onChange={(e) => setTexts({ ...texts, [p.packageVersionId]: digits(e.target.value) })}
          />
        </label>
      ))}
      <div role="status">
        {counted !== null && !equal && (
          <InfoNote tone="bad" icon="scale" title={t("receive.differs", { n: differs })}>
            {t("receive.again")}
          </InfoNote>
        )}
      </div>
      {counted !== null && !equal && (
        <PhotoField label={t("receive.photo")} taken={t("receive.photo.got")} photo={photo} onPick={setPhoto} />
      )}
      {troubles.map(({ entry, answer }) => (
        <ErrorNote
          key={entry.id}
          action={<Button onClick={() => outbox?.putAway(entry.id)}>{outboxWords("read")}</Button>}
        >
          {errorWords({ data: answer.detail })}
        </ErrorNote>
      ))}
      <Button
        type="submit"
        kind={counted === null || equal ? "filled" : "bad"}
        size={60}
        wide
        disabled={busy || counted === null}
      >
        {counted !== null && !equal
          ? t("receive.dispute")
          : disputed && counted === null
            ? t("receive.recount")
            : t("receive.agree", { n: counted ?? total })}
      </Button>
    </form>
  );
}

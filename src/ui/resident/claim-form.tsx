"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { OrderId } from "#domain/kernel/ids.ts";
import { CLAIM_KINDS, type ClaimKind } from "#domain/oversight/claim.ts";
import { Icon } from "../icons/icon.tsx";
import { Button } from "../kit/button.tsx";
import { TextField } from "../kit/field.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { RadioCards } from "../kit/radio-cards.tsx";
import { Section } from "../kit/section.tsx";
import { shrinkPhoto } from "../kit/shrink-photo.ts";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import s from "./order-form.module.css";

type Props = {
  orderId: OrderId;
  /** The home itself, or its grid worker for it. */
  says: "open" | "openForHome";
  /** Where its answer will be read. */
  back: string;
};

/** What is wrong, in one choice, a photo and a few words; answered the same day. */
export function ClaimForm({ orderId, says, back }: Props) {
  const t = useT("resident");
  const router = useRouter();
  const { act, busy, error } = useAct();
  const [kind, setKind] = useState<ClaimKind>("missing");
  const [words, setWords] = useState("");
  const [photo, setPhoto] = useState<Awaited<ReturnType<typeof shrinkPhoto>>>();
  const send = () => {
    const picture = photo && { mediaType: photo.mediaType, base64: photo.base64 };
    return act(
      (c) => c.claims[says].mutate({ orderId, kind, words, ...(picture && { photo: picture }) }),
      () => router.push(back),
    );
  };
  return (
    <>
      <Section title={t("claim.kind")}>
        <RadioCards
          name="kind"
          legend={t("claim.kind")}
          value={kind}
          onChange={(v) => setKind(CLAIM_KINDS.find((k) => k === v) ?? "other")}
          cards={CLAIM_KINDS.map((k) => ({ value: k, label: t(`claim.${k}`) }))}
        />
      </Section>
      <Section>
        <div className={s.photo}>
          {photo && (
            // biome-ignore lint/performance/noImgElement: a picture that is only in this page
            <img src={photo.url} alt={t("claim.photo.alt")} />
          )}
          <label className={s.pick}>
            <Icon name="camera" size={24} />
            {photo ? t("claim.photo.again") : t("claim.photo")}
            <input
              type="file"
              accept="image/*"
              capture="environment"
              onChange={async (e) => {
                const file = e.target.files?.[0];
                if (file) setPhoto(await shrinkPhoto(file).catch(() => undefined));
              }}
            />
          </label>
        </div>
      </Section>
      <Section>
        <TextField label={t("claim.words")} value={words} maxLength={300} onChange={(e) => setWords(e.target.value)} />
      </Section>
      <div className={s.dock}>
        {error && <ErrorNote>{error}</ErrorNote>}
        <Button kind="filled" size={60} wide onClick={send} disabled={busy}>
          {busy ? t("claim.sending") : t("claim.send")}
        </Button>
        <p className={s.promise}>{t("claim.promise")}</p>
      </div>
    </>
  );
}

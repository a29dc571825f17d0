"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { PlaceChoice } from "#contract/people.ts";
import { api } from "../api.ts";
import { refusalOf } from "../error-words.ts";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { InfoNote } from "../kit/notes.tsx";
import { RadioCards } from "../kit/radio-cards.tsx";
import { CommunitySelect } from "../places/community-select.tsx";
import { useErrorWords } from "../use-error-words.ts";
import { useT } from "../words/use-t.ts";

/** Where a newcomer says which door is his; everything is checked again at the server's door. */
export function JoinForm({ places }: { places: readonly PlaceChoice[] }) {
  const t = useT("resident");
  const errorWords = useErrorWords();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [joined, setJoined] = useState<"requested" | "verified">();
  const [wrong, setWrong] = useState("");
  const [kind, setKind] = useState("member");

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    if (["place", "building", "room", "name"].some((name) => text(name) === "")) return setWrong(t("join.incomplete"));
    setBusy(true);
    setWrong("");
    try {
      const { state } = await (await api()).people.join.mutate({
        communityId: text("place"),
        building: text("building"),
        unit: Number(text("unit")),
        room: text("room"),
        name: text("name"),
        kind: kind === "helper" ? "helper" : "member",
        ...(text("code") ? { code: text("code") } : {}),
      });
      setJoined(state);
      router.refresh();
    } catch (error) {
      setWrong(refusalOf(error).code === "bad_input" ? t("join.incomplete") : errorWords(error));
      setBusy(false);
    }
  };
  if (joined) return <InfoNote icon="circle-check">{t(`join.${joined}`)}</InfoNote>;
  return (
    <form onSubmit={send} noValidate>
      <p>{t("join.why")}</p>
      <CommunitySelect
        label={t("join.place")}
        name="place"
        defaultValue=""
        empty={t("join.place.pick")}
        places={places}
      />
      <Field label={t("join.building")} name="building" maxLength={30} />
      <Field label={t("join.unit")} hint={t("join.unit.hint")} name="unit" inputMode="numeric" maxLength={2} />
      <Field label={t("join.room")} hint={t("join.room.hint")} name="room" maxLength={30} />
      <Field label={t("join.name")} hint={t("join.name.hint")} name="name" autoComplete="name" maxLength={30} />
      <RadioCards
        name="kind"
        legend={t("join.kind")}
        cards={[
          { value: "member", label: t("join.member") },
          { value: "helper", label: t("join.helper") },
        ]}
        value={kind}
        onChange={setKind}
      />
      <Field label={t("join.code")} name="code" inputMode="numeric" maxLength={4} autoComplete="off" />
      {wrong && <p role="alert">{wrong}</p>}
      <Button type="submit" kind="filled" size={54} wide disabled={busy}>
        {busy ? t("join.sending") : t("join.send")}
      </Button>
    </form>
  );
}

"use client";
import { type FormEvent, useState } from "react";
import type { InvitedStaff, StaffPlaces } from "#contract/staff.ts";
import { readClockField } from "../../format/clock-field.ts";
import { pickPlace } from "../../format/name.ts";
import { Button } from "../../kit/button.tsx";
import { Field, SelectField } from "../../kit/field.tsx";
import { InfoNote } from "../../kit/notes.tsx";
import { CommunitySelect } from "../../places/community-select.tsx";
import { useAct } from "../../use-act.ts";
import { useLocale, useT } from "../../words/use-t.ts";
import s from "../form.module.css";

const ROLES = ["GW", "COM", "SUP", "SUPM", "DIS", "DRV", "DEP", "DESK", "AUD"] as const;
type StaffRole = (typeof ROLES)[number];

/** Gives somebody a role at a place; the first password of a new account is shown once. */
export function StaffForm({ places }: { places: StaffPlaces }) {
  const [t, states] = [useT("desk"), useT("states")];
  const locale = useLocale();
  const [role, setRole] = useState<StaffRole>("GW");
  const { act, busy, error } = useAct(({ code }) => (code === "bad_input" ? t("staff.incomplete") : undefined));
  const [invited, setInvited] = useState<InvitedStaff & { name: string }>();
  const inCommunity = role === "GW" || role === "COM";
  const atStore = role === "SUP" || role === "SUPM";

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    await act(
      (c) =>
        c.staff.invite.mutate({
          name: text("name"),
          username: text("username"),
          role,
          ...(inCommunity && text("place") ? { communityId: text("place") } : {}),
          ...(role === "GW" && text("grid") ? { gridNumber: Number(text("grid")) } : {}),
          ...(atStore && text("place") ? { supermarketId: text("place") } : {}),
          ...(role === "DEP" && text("place") ? { depotId: text("place") } : {}),
          ...(text("phone") ? { phone: text("phone") } : {}),
          ...(text("principal") ? { standsInFor: text("principal") } : {}),
          ...(text("to") ? { to: readClockField(text("to")) } : {}),
        }),
      (answer) => {
        setInvited({ ...answer, name: text("name") });
        form.reset();
      },
    );
  };
  return (
    <form className={s.stack} onSubmit={send} noValidate>
      <p>{t("staff.new.what")}</p>
      {invited && (
        <InfoNote icon="circle-check" title={t("staff.password", { name: invited.name })}>
          {invited.password ? (
            <>
              <code>{`${invited.username} / ${invited.password}`}</code>
              <br />
              {t("staff.password.once")}
            </>
          ) : (
            t("staff.has")
          )}
        </InfoNote>
      )}
      <Field label={t("staff.name")} name="name" maxLength={30} autoComplete="off" />
      <Field
        label={t("staff.username")}
        hint={t("staff.username.hint")}
        name="username"
        maxLength={30}
        autoComplete="off"
      />
      <Field
        label={t("staff.phone")}
        hint={t("staff.phone.hint")}
        name="phone"
        type="tel"
        maxLength={20}
        autoComplete="off"
      />
      <SelectField
        label={t("staff.role")}
        name="role"
        value={role}
        onChange={(e) => setRole(ROLES.find((r) => r === e.target.value) ?? "GW")}
      >
        {ROLES.map((r) => (
          <option key={r} value={r}>
            {states(`role.${r}`)}
          </option>
        ))}
      </SelectField>
      {inCommunity && (
        <CommunitySelect label={t("staff.place")} name="place" defaultValue="" places={places.communities} />
      )}
      {(atStore || role === "DEP") && (
        <SelectField label={t("staff.place")} name="place" defaultValue="">
          <option value="">—</option>
          {atStore &&
            places.stores.map((p) => (
              <option key={p.supermarketId} value={p.supermarketId}>
                {pickPlace(p.name, locale)}
              </option>
            ))}
          {role === "DEP" &&
            places.depots.map((p) => (
              <option key={p.depotId} value={p.depotId}>
                {pickPlace(p.name, locale)}
              </option>
            ))}
        </SelectField>
      )}
      {role === "GW" && <Field label={t("staff.grid")} name="grid" inputMode="numeric" maxLength={3} />}
      <Field label={t("staff.to")} name="to" type="datetime-local" />
      <Field
        label={t("staff.principal")}
        hint={t("staff.principal.hint")}
        name="principal"
        maxLength={30}
        autoComplete="off"
      />
      {error && <p role="alert">{error}</p>}
      <Button type="submit" kind="filled" wide disabled={busy}>
        {busy ? t("staff.sending") : t("staff.send")}
      </Button>
    </form>
  );
}

"use client";
import { useState } from "react";
import type { CycleDraft } from "#contract/desk.ts";
import { NO_NAME } from "#domain/kernel/names.ts";
import { pickName, pickPlace } from "../format/name.ts";
import { Button } from "../kit/button.tsx";
import { Field, SelectField } from "../kit/field.tsx";
import { CommunitySelect } from "../places/community-select.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./cycles.module.css";
import type { CardLine } from "./price-card-table.tsx";

export type PlaceQuota = { readonly communityId: string; readonly packageVersionId: string; readonly quota: number };
type Props = {
  draft: CycleDraft;
  chosen: readonly CardLine[];
  quotas: readonly PlaceQuota[];
  onChange: (quotas: readonly PlaceQuota[]) => void;
};

/** Communities with a quota of their own for a package: it is spread over their grids by homes. */
export function PlaceQuotas({ draft, chosen, quotas, onChange }: Props) {
  const t = useT("desk");
  const locale = useLocale();
  const [place, setPlace] = useState("");
  const [version, setVersion] = useState("");
  const [quota, setQuota] = useState("");
  const letterOf = new Map(draft.packages.map((p) => [p.id, p]));
  const placeOf = new Map<string, CycleDraft["places"][number]>(draft.places.map((p) => [p.communityId, p]));
  const packageVersionId = chosen.find((l) => l.id === version)?.id ?? chosen[0]?.id;
  const full = place !== "" && packageVersionId !== undefined && /^\d+$/.test(quota);
  const add = () => {
    if (!full) return;
    const others = quotas.filter((q) => q.communityId !== place || q.packageVersionId !== packageVersionId);
    onChange([...others, { communityId: place, packageVersionId, quota: Number(quota) }]);
    setQuota("");
  };
  const name = (q: PlaceQuota) => pickPlace(placeOf.get(q.communityId)?.name ?? NO_NAME, locale);
  return (
    <section>
      <h3>{t("quota.places")}</h3>
      <p className={s.sub}>{t("quota.places.what")}</p>
      <div className={s.fields}>
        <CommunitySelect
          label={t("zones.place")}
          places={draft.places}
          value={place}
          onChange={(e) => setPlace(e.target.value)}
        />
        <SelectField label={t("cycles.package")} value={packageVersionId} onChange={(e) => setVersion(e.target.value)}>
          {chosen.map((l) => (
            <option key={l.id} value={l.id}>
              {`${letterOf.get(l.id)?.letter} ${pickName(letterOf.get(l.id)?.name ?? NO_NAME, locale)}`}
            </option>
          ))}
        </SelectField>
        <Field
          label={t("quota.bags")}
          type="number"
          min={0}
          max={100_000}
          value={quota}
          onChange={(e) => setQuota(e.target.value)}
        />
        <Button className={s.add} disabled={!full} onClick={add} icon="plus">
          {t("quota.add")}
        </Button>
      </div>
      {quotas.length > 0 && (
        <ul className={s.checks}>
          {quotas.map((q) => (
            <li key={`${q.communityId} ${q.packageVersionId}`}>
              <span>{`${name(q)} · ${letterOf.get(q.packageVersionId)?.letter} · ${q.quota}`}</span>
              <Button
                kind="text"
                icon="x"
                aria-label={t("quota.remove", { place: name(q) })}
                onClick={() => onChange(quotas.filter((other) => other !== q))}
              >
                {t("quota.off")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

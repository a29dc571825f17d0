"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { CycleDraft } from "#contract/desk.ts";
import type { CommunityId, PackageVersionId, SupermarketId } from "#domain/kernel/ids.ts";
import type { ServiceDay } from "#domain/kernel/time.ts";
import { readClockField } from "../format/clock-field.ts";
import { Pane } from "../frames/pane.tsx";
import { Button } from "../kit/button.tsx";
import { Field, SelectField } from "../kit/field.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";
import { useT } from "../words/use-t.ts";
import { CommitTable } from "./commit-table.tsx";
import s from "./cycles.module.css";
import { type PlaceQuota, PlaceQuotas } from "./place-quotas.tsx";
import { type CardLine, PriceCardTable } from "./price-card-table.tsx";
import { proposeCommits } from "./propose-commits.ts";

const POLICIES = ["need_first", "equal", "first_come", "rotate"] as const;

/** A cycle as the desk writes it: times, rules, price card, and what each store commits. */
export function CycleForm({ draft }: { draft: CycleDraft }) {
  const t = useT("desk");
  const router = useRouter();
  const { act, busy, error } = useAct();
  const [card, setCard] = useState<readonly CardLine[]>(
    draft.packages.map(({ id, on, offered, householdLimit, caseSize, perGrid }) => ({
      id,
      on,
      offered,
      householdLimit,
      caseSize,
      perGrid,
    })),
  );
  const [edited, setEdited] = useState(draft.commits);
  const [ofPlaces, setOfPlaces] = useState<readonly PlaceQuota[]>(draft.placeQuotas);
  const [nothingChosen, setNothingChosen] = useState(false);
  const chosen = card.filter((l) => l.on);
  const commits = { ...proposeCommits(draft.stores, chosen), ...edited };
  const change = (id: string, to: Partial<CardLine>) => setCard(card.map((l) => (l.id === id ? { ...l, ...to } : l)));

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setNothingChosen(chosen.length === 0);
    if (chosen.length === 0) return;
    const { of } = draft;
    await act(
      async (c) => {
        const wish = {
          opensAt: readClockField(form.get("opensAt")),
          cutOffAt: readClockField(form.get("cutOffAt")),
          graceEndsAt: readClockField(form.get("graceEndsAt")),
          deliveryDay: String(form.get("deliveryDay")) as ServiceDay,
          policy: POLICIES.find((p) => p === form.get("policy")) ?? "need_first",
          gridMinimumBags: Number(form.get("minimum")),
          offers: chosen.map(({ id, on: _, perGrid: __, ...line }) => ({
            packageVersionId: id as PackageVersionId,
            ...line,
          })),
          commits: draft.stores.flatMap((store) =>
            chosen.map((l) => ({
              supermarketId: store.id as SupermarketId,
              packageVersionId: l.id as PackageVersionId,
              committed: commits[`${store.id} ${l.id}`] ?? 0,
            })),
          ),
          quotas: [
            ...chosen.flatMap((l) =>
              l.perGrid === null ? [] : [{ packageVersionId: l.id as PackageVersionId, quota: l.perGrid }],
            ),
            ...ofPlaces
              .filter((q) => chosen.some((l) => l.id === q.packageVersionId))
              .map((q) => ({
                packageVersionId: q.packageVersionId as PackageVersionId,
                communityId: q.communityId as CommunityId,
                quota: q.quota,
              })),
          ],
        };
        if (!of) return c.cycles.create.mutate(wish);
        await c.cycles.rewrite.mutate({ ...wish, cycleId: of.cycleId, revision: of.revision });
        return of;
      },
      ({ cycleId }) => router.push(`/desk/cycles/${cycleId}`),
    );
  };

  return (
    <Pane
      names
      title={draft.of ? t("cycles.edit", { n: draft.of.number }) : t("cycles.new")}
      facts={draft.copiedFrom === null ? undefined : t("cycles.copied", { n: draft.copiedFrom })}
      end={
        <LinkButton size={36} href={draft.of ? `/desk/cycles/${draft.of.cycleId}` : "/desk/cycles"}>
          {t("cycles.back")}
        </LinkButton>
      }
    >
      <form onSubmit={save} className={s.form}>
        <section>
          <h3>{t("cycles.times")}</h3>
          <div className={s.fields}>
            <Field
              label={t("cycles.opens")}
              name="opensAt"
              type="datetime-local"
              defaultValue={draft.opensAt}
              required
            />
            <Field
              label={t("cycles.cut")}
              name="cutOffAt"
              type="datetime-local"
              defaultValue={draft.cutOffAt}
              required
            />
            <Field
              label={t("cycles.grace")}
              name="graceEndsAt"
              type="datetime-local"
              defaultValue={draft.graceEndsAt}
              required
            />
            <Field
              label={t("cycles.delivery")}
              name="deliveryDay"
              type="date"
              defaultValue={draft.deliveryDay}
              required
            />
          </div>
        </section>
        <section>
          <h3>{t("cycles.rules")}</h3>
          <div className={s.fields}>
            <SelectField label={t("cycles.policy")} name="policy" defaultValue={draft.policy}>
              {POLICIES.map((p) => (
                <option key={p} value={p}>
                  {t(`policy.${p}`)}
                </option>
              ))}
            </SelectField>
            <Field
              label={t("cycles.minimum")}
              name="minimum"
              type="number"
              min={0}
              max={10_000}
              defaultValue={draft.gridMinimumBags}
              required
            />
          </div>
        </section>
        <PriceCardTable draft={draft} card={card} onChange={change} />
        <PlaceQuotas draft={draft} chosen={chosen} quotas={ofPlaces} onChange={setOfPlaces} />
        <CommitTable
          draft={draft}
          chosen={chosen}
          commits={commits}
          onChange={(key, n) => setEdited({ ...edited, [key]: n })}
        />
        {(nothingChosen || error) && <ErrorNote>{nothingChosen ? t("cycles.choose") : error}</ErrorNote>}
        <Button type="submit" kind="filled" size={54} disabled={busy}>
          {t(busy ? "cycles.saving" : "cycles.save")}
        </Button>
      </form>
    </Pane>
  );
}

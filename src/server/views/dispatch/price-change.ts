import type { ChangePlanInput, ChangePrice, OffersInput, PricedChange } from "#contract/plan-edits.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import type { Drafts } from "../../planning/drafts.ts";
import { getProposedPlan, openDraft, toDraftPlan } from "../../planning/open-draft.ts";

/** What a change would do to a plan; nothing is changed. @throws AppError as `refuseUnlessProposed` and `openDraft`; `conflict` when it names what is not there */
export async function priceChange(
  ctx: Ctx,
  input: ChangePlanInput,
  drafts: Drafts,
  askWorker: () => Promise<void>,
): Promise<ChangePrice> {
  const plan = await getProposedPlan(ctx, input.planId);
  const open = await openDraft(ctx, plan, drafts, askWorker);
  const changed = await open.change(toDraftPlan(plan), input.change);
  if (!changed) throw new AppError("conflict");
  return changed.price;
}

/** Who could take a stop: the three best places that break nothing. @throws AppError as `priceChange` */
export async function listOffers(
  ctx: Ctx,
  { planId, ...asked }: OffersInput,
  drafts: Drafts,
  askWorker: () => Promise<void>,
): Promise<PricedChange[]> {
  const plan = await getProposedPlan(ctx, planId);
  const open = await openDraft(ctx, plan, drafts, askWorker);
  const offers = await open.offers(toDraftPlan(plan), asked);
  if (!offers) throw new AppError("conflict");
  return offers;
}

import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { listReviews } from "#server/views/grid/list-reviews.ts";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { ReviewScreen } from "#ui/grid/review-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { one } from "../../../one.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("review.title") };
}

export default async function ReviewPage({ searchParams }: PageProps<"/g/review">) {
  const round = one((await searchParams).round);
  const ctx = await requestCtx("GW");
  return <ReviewScreen view={await listReviews(ctx, await chosenGrid(), round)} nowMs={ctx.nowMs} />;
}

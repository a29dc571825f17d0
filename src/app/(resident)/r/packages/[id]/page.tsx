import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getPackageForResident } from "#server/views/resident/get-package-for-resident.ts";
import { PackageScreen } from "#ui/resident/package-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../../../or-not-found.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("resident"))("pkg.title") };
}

export default async function PackagePage({ params, searchParams }: PageProps<"/r/packages/[id]">) {
  const { id } = await params;
  const { round } = await searchParams;
  const cycleId = typeof round === "string" ? round : undefined;
  return <PackageScreen view={await orNotFound(getPackageForResident(await requestCtx(), id, cycleId))} />;
}

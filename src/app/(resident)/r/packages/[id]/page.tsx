import { requestCtx } from "#server/request-ctx.ts";
import { getPackageForResident } from "#server/views/resident/get-package-for-resident.ts";
import { PackageScreen } from "#ui/resident/package-screen.tsx";
import { orNotFound } from "../../../../or-not-found.ts";

export default async function PackagePage({ params }: PageProps<"/r/packages/[id]">) {
  const { id } = await params;
  return <PackageScreen view={await orNotFound(getPackageForResident(await requestCtx(), id))} />;
}

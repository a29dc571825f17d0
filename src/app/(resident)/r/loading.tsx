import { Skeleton } from "#ui/kit/skeleton.tsx";
import { ResidentFrame } from "#ui/resident/resident-frame.tsx";
import { getT } from "#ui/words/get-t.ts";

export default async function Loading() {
  const t = await getT("common");
  return (
    <ResidentFrame header={<Skeleton lines={1} height={36} label={t("loading")} />}>
      <Skeleton lines={3} height={64} label={t("loading")} />
      <Skeleton lines={4} height={96} label={t("loading")} />
    </ResidentFrame>
  );
}

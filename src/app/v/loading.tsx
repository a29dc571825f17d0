import { Skeleton } from "#ui/kit/skeleton.tsx";
import { getT } from "#ui/words/get-t.ts";

export default async function Loading() {
  const t = await getT("common");
  return (
    <div style={{ maxWidth: 560, margin: "0 auto" }}>
      <Skeleton lines={1} height={48} label={t("loading")} />
      <Skeleton lines={2} height={96} label={t("loading")} />
    </div>
  );
}

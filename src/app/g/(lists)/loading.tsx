import { Skeleton } from "#ui/kit/skeleton.tsx";
import { getT } from "#ui/words/get-t.ts";

/** The shape of a grid worker's screen. Its own light frame: the real one would send its scripts twice. */
export default async function Loading() {
  const t = await getT("common");
  return (
    <div style={{ maxWidth: 560, margin: "0 auto" }}>
      <Skeleton lines={1} height={40} label={t("loading")} />
      <Skeleton lines={3} height={64} label={t("loading")} />
      <Skeleton lines={4} height={96} label={t("loading")} />
    </div>
  );
}

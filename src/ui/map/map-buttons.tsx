import { Icon } from "../icons/icon.tsx";
import { useT } from "../words/use-t.ts";
import s from "./map-canvas.module.css";

/** Nearer, farther, everything. */
export function MapButtons({ onIn, onOut, onFit }: { onIn: () => void; onOut: () => void; onFit: () => void }) {
  const t = useT("common");
  return (
    <div className={`${s.buttons} no-print`}>
      <button type="button" aria-label={t("map.in")} onClick={onIn}>
        <Icon name="plus" />
      </button>
      <button type="button" aria-label={t("map.out")} onClick={onOut}>
        <Icon name="minus" />
      </button>
      <button type="button" aria-label={t("map.fit")} onClick={onFit}>
        <Icon name="locate-fixed" />
      </button>
    </div>
  );
}

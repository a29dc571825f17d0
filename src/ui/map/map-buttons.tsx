import { Icon } from "../icons/icon.tsx";
import { useT } from "../words/use-t.ts";
import s from "./map-canvas.module.css";

type Props = {
  onIn: () => void;
  onOut: () => void;
  onFit: () => void;
  /** Absent where there is no network to show. */
  transit: { on: boolean; toggle: () => void } | undefined;
};

/** Nearer, farther, everything, and the bus network where a feed was imported. */
export function MapButtons({ onIn, onOut, onFit, transit }: Props) {
  const t = useT("common");
  return (
    <div className={`${s.buttons} no-print`}>
      {transit && (
        <button type="button" aria-label={t("map.transit")} aria-pressed={transit.on} onClick={transit.toggle}>
          <Icon name="route" />
        </button>
      )}
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

import type { WalkHome } from "#contract/grid-doors.ts";
import { formatYuanShort } from "../format/money.ts";
import { Button } from "../kit/button.tsx";
import { useT } from "../words/use-t.ts";
import s from "./doors.module.css";

type Props = {
  home: WalkHome;
  onDelivered: () => void;
  /** Asks where the bags stay before anything is written. */
  onAsk: (what: "absent" | "neighbour") => void;
};

/** The three thumbs' buttons of a door: handed over (and paid), nobody home, with a neighbour; a unit has none. */
export function DoorThumbs({ home, onDelivered, onAsk }: Props) {
  const t = useT("grid");
  const bags = t("bags", { n: home.bags.length });
  return (
    <>
      <Button kind="filled" size={96} wide icon="package-check" className={s.thumb} onClick={onDelivered}>
        {home.dueFen > 0
          ? t("walk.cash.n", { price: formatYuanShort(home.dueFen), n: bags })
          : t(home.heads === null ? "walk.delivered.n" : "walk.taken_in", { n: bags })}
      </Button>
      <div className={s.two}>
        <Button kind="bad" size={96} wide icon="door-closed" className={s.second} onClick={() => onAsk("absent")}>
          {t("walk.absent")}
        </Button>
        {home.heads === null && (
          <Button kind="act" size={96} wide icon="users-round" className={s.second} onClick={() => onAsk("neighbour")}>
            {t("walk.neighbour")}
          </Button>
        )}
      </div>
    </>
  );
}

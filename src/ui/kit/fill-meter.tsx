import { Icon } from "../icons/icon.tsx";
import s from "./fill-meter.module.css";

type Props = { have: number; need: number; title: string; left: string; formed: string; unit?: string };

/** 成团: one tick per pack up to 60, then a plain bar; once formed, the word and a tick instead of the meter. */
export function FillMeter({ have, need, title, left, formed, unit }: Props) {
  if (have >= need)
    return (
      <p className={s.formed}>
        <Icon name="circle-check" size={22} />
        {formed}
      </p>
    );
  const per = need <= 60 ? `calc(100% / ${need})` : undefined;
  return (
    <div>
      <div className={s.head}>
        <span>
          <b>{title}</b> <b className={s.have}>{have}</b>{" "}
          <span className={s.need}>
            / {need} {unit}
          </span>
        </span>
        <span className={s.left}>{left}</span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: <meter> cannot be drawn as ticks */}
      <div
        className={s.track}
        role="meter"
        aria-valuenow={have}
        aria-valuemin={0}
        aria-valuemax={need}
        aria-label={title}
        data-ticks={per ? "" : undefined}
        style={per ? { backgroundSize: `${per} 100%` } : undefined}
      >
        <div className={s.done} style={{ width: `${(100 * have) / need}%` }} />
        {per && <div className={s.cuts} style={{ backgroundSize: `${per} 100%` }} />}
      </div>
    </div>
  );
}

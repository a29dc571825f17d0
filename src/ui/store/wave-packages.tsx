import type { WaveView } from "#contract/store.ts";
import { formatAtShelf } from "../format/amount.ts";
import { pickName } from "../format/name.ts";
import { Meter } from "../kit/meter.tsx";
import { PackageLetter } from "../kit/package-letter.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./store.module.css";

/** The wave by package: how many bags of each, how many are packed, and what goes into one. */
export async function WavePackages({ wave }: { wave: WaveView }) {
  const t = await getT("store");
  const { locale } = await getPreferences();
  return (
    <ul className={s.packages}>
      {wave.packages.map((p) => {
        const name = pickName(p.name, locale);
        return (
          <li key={p.packageVersionId}>
            <PackageLetter code={p.letter} size={44} />
            <div className={s.packageWords}>
              <div className={s.packageHead}>
                <b>
                  {p.letter} {name}
                </b>
                <span>
                  {t("col.packed")} <b>{p.packed}</b> / {t("dock.bags", { n: p.bags })}
                </span>
              </div>
              <Meter value={p.packed} max={p.bags} label={`${name}: ${p.packed} / ${p.bags}`} />
              <p className={s.quiet}>
                {p.items
                  .map((i) => `${pickName(i.name, locale)} ${formatAtShelf(i.tenths, i.unit, locale)}`)
                  .join(" · ")}
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

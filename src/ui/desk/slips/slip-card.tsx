import type { ReactNode } from "react";
import type { FirstSignIn } from "#contract/sign-in-slips.ts";
import { inFours } from "../../format/checksum.ts";
import { useLocale, useT } from "../../words/use-t.ts";
import s from "./slips.module.css";
import { worksOf } from "./works-of.ts";

type Props = { slip: FirstSignIn & { password: string }; address: string; qr: ReactNode };

/** A slip to cut out: whose it is, where to go, what to type, and what will be asked. */
export function SlipCard({ slip, address, qr }: Props) {
  const [t, states, locale] = [useT("slips"), useT("states"), useLocale()];
  const guarded = slip.works.some((w) => w.role === "DESK" || w.role === "DIS");
  return (
    <li className={s.slip} data-keep>
      <div className={s.who}>
        <div>
          <b className={s.name}>{slip.name}</b>
          {worksOf(slip, t, states, locale).map((work) => (
            <p key={work}>{work}</p>
          ))}
        </div>
        {qr}
      </div>
      <dl className={s.words}>
        <dt>{t("slip.username")}</dt>
        <dd>{slip.username}</dd>
        <dt>{t("slip.password")}</dt>
        <dd>{inFours(slip.password)}</dd>
      </dl>
      <p className={s.how}>{t("slip.how", { address })}</p>
      {guarded && <p className={s.how}>{t("slip.factor")}</p>}
    </li>
  );
}

import type { FirstSignIn } from "#contract/sign-in-slips.ts";
import { LinkButton } from "../../kit/link-button.tsx";
import { EmptyState } from "../../kit/notes.tsx";
import { QrCode } from "../../kit/qr-code.tsx";
import { getT } from "../../words/get-t.ts";
import { Words } from "../../words/words.tsx";
import s from "./slips.module.css";
import { SlipsPane } from "./slips-pane.tsx";

type Props = { waiting: readonly FirstSignIn[]; nowMs: number; address: string };

/** 首次登录单: who has not signed in yet, and the slips that tell them how, eight on a sheet of A4. */
export async function SlipsScreen({ waiting, nowMs, address }: Props) {
  const t = await getT("slips");
  return (
    <main id="main" className={s.page} data-print="labels">
      <header className={`${s.head} no-print`}>
        <h1>{t("title")}</h1>
        <LinkButton icon="chevron-left" href="/desk/staff">
          {t("back")}
        </LinkButton>
      </header>
      <Words of={["slips", "states"]}>
        <SlipsPane
          waiting={waiting}
          asOf={nowMs}
          address={address}
          qr={<QrCode text={`${address}/sign-in?who=staff`} size={84} />}
        >
          <EmptyState icon="circle-check" title={t("none")}>
            {t("none.what")}
          </EmptyState>
        </SlipsPane>
      </Words>
    </main>
  );
}

import type { AccountRequestRow, ShutAccount } from "#contract/accounts.ts";
import { formatDayTime } from "../../format/time.ts";
import { Pane } from "../../frames/pane.tsx";
import { LinkButton } from "../../kit/link-button.tsx";
import { getPreferences } from "../../preferences/get-preferences.ts";
import { getT } from "../../words/get-t.ts";
import { Words } from "../../words/words.tsx";
import { AccountRequests } from "./account-requests.tsx";
import s from "./accounts.module.css";
import { AskForm } from "./ask-form.tsx";
import { ShutForm } from "./shut-form.tsx";

type Props = { requests: readonly AccountRequestRow[]; shut: readonly ShutAccount[] };

/** 账号恢复: what waits for a second person of the desk, the form that asks, and accounts that are shut. */
export async function AccountsScreen({ requests, shut }: Props) {
  const t = await getT("accounts");
  const { locale } = await getPreferences();
  return (
    <Words of={["accounts"]}>
      <Pane
        names
        title={t("title")}
        end={
          <LinkButton size={36} icon="chevron-left" href="/desk/staff">
            {t("back")}
          </LinkButton>
        }
      >
        <p>{t("what")}</p>
        <AccountRequests requests={requests} />
        {shut.length > 0 && (
          <>
            <h2>{t("shut.list")}</h2>
            <ul className={s.list}>
              {shut.map((a) => (
                <li key={a.userId}>
                  <b>{a.name}</b> {a.username} · {t("shut.at", { time: formatDayTime(a.shutMs, locale) })}
                </li>
              ))}
            </ul>
          </>
        )}
      </Pane>
      <Pane title={t("ask")} width={372}>
        <AskForm />
        <h2>{t("shut")}</h2>
        <ShutForm />
      </Pane>
    </Words>
  );
}

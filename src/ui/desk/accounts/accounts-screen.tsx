import type { AccountRequestRow } from "#contract/accounts.ts";
import { Pane } from "../../frames/pane.tsx";
import { LinkButton } from "../../kit/link-button.tsx";
import { getT } from "../../words/get-t.ts";
import { Words } from "../../words/words.tsx";
import { AccountRequests } from "./account-requests.tsx";
import { AskForm } from "./ask-form.tsx";

/** 账号恢复: what waits for a second person of the desk, and the form that asks. */
export async function AccountsScreen({ requests }: { requests: readonly AccountRequestRow[] }) {
  const t = await getT("accounts");
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
      </Pane>
      <Pane title={t("ask")} width={372}>
        <AskForm />
      </Pane>
    </Words>
  );
}

import { LinkButton } from "../kit/link-button.tsx";
import { getT } from "../words/get-t.ts";
import { SignOut } from "./sign-out.tsx";

/** What every member of staff finds at the end of his menu: his own page, and the way out. */
export async function AccountFoot() {
  const t = await getT("common");
  return (
    <>
      <LinkButton icon="circle-user" href="/account">
        {t("account")}
      </LinkButton>
      <SignOut />
    </>
  );
}

import { LinkButton } from "../kit/link-button.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { getT } from "../words/get-t.ts";

export async function NoCycleYet() {
  const t = await getT("desk");
  return (
    <EmptyState
      names
      title={t("cycle.none")}
      action={
        <>
          <LinkButton kind="filled" href="/desk/cycles">
            {t("cycle.make")}
          </LinkButton>
          <LinkButton href="/desk/ready">{t("ready.link")}</LinkButton>
        </>
      }
    >
      {t("cycle.none.how")}
    </EmptyState>
  );
}

import type { Metadata } from "next";
import { LinkButton } from "#ui/kit/link-button.tsx";
import { EmptyState } from "#ui/kit/notes.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("errors"))("page.missing") };
}

export default async function NotFound() {
  const t = await getT("errors");
  return (
    <main id="main">
      <EmptyState
        names
        icon="map"
        title={t("page.missing")}
        action={
          <LinkButton kind="filled" size={54} href="/">
            {t("page.home")}
          </LinkButton>
        }
      >
        {t("not_found")}
      </EmptyState>
    </main>
  );
}

"use client";
import { Button } from "#ui/kit/button.tsx";
import { EmptyState } from "#ui/kit/notes.tsx";
import { useT } from "#ui/words/use-t.ts";

/** What a page that failed says instead: whose fault it is not, and what to do. */
export default function PageError({ reset }: { error: Error; reset: () => void }) {
  const [t, common] = [useT("errors"), useT("common")];
  return (
    <main id="main">
      <EmptyState
        names
        icon="triangle-alert"
        title={t("page.title")}
        action={
          <Button kind="filled" size={54} onClick={reset}>
            {common("retry")}
          </Button>
        }
      >
        {t("bug")}
      </EmptyState>
    </main>
  );
}

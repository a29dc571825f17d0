"use client";
import { useState } from "react";
import type { AccountRequestRow, ConfirmedRequest } from "#contract/accounts.ts";
import { inFours } from "../../format/checksum.ts";
import { formatDayTime } from "../../format/time.ts";
import { Button } from "../../kit/button.tsx";
import { EmptyState, ErrorNote, InfoNote } from "../../kit/notes.tsx";
import { useAct } from "../../use-act.ts";
import { useLocale, useT } from "../../words/use-t.ts";
import s from "./accounts.module.css";

/** What waits for a second person. What a confirmation tells stays on this page until it is left, and nowhere else. */
export function AccountRequests({ requests }: { requests: readonly AccountRequestRow[] }) {
  const [t, locale] = [useT("accounts"), useLocale()];
  const [told, setTold] = useState<ConfirmedRequest & { name: string }>();
  const { act, busy, error } = useAct();
  return (
    <>
      <div role="status">
        {told && (
          <InfoNote tone="ok" icon="circle-check" title={t(`done.${told.act}`)}>
            {told.password !== null && (
              <p className={s.told}>
                {told.username} / <code>{inFours(told.password)}</code>
              </p>
            )}
            {told.act === "password" ? t("done.once") : t("done.factor.next", { name: told.name })}
          </InfoNote>
        )}
      </div>
      {error && <ErrorNote>{error}</ErrorNote>}
      <h2>{t("waiting")}</h2>
      {requests.length === 0 && (
        <EmptyState icon="circle-check" title={t("none")}>
          {t("none.what")}
        </EmptyState>
      )}
      <ul className={s.list}>
        {requests.map(({ requestId, name, username, mine, ...r }) => (
          <li key={requestId}>
            <b>{t(`act.${r.act}`)}</b>
            <p>
              {name} {username} · {t("asked", { name: r.askedBy, time: formatDayTime(r.askedMs, locale) })}
            </p>
            <p>{t("reason", { reason: r.reason })}</p>
            <div className={s.buttons}>
              {mine ? (
                <p>{t("mine")}</p>
              ) : (
                <Button
                  kind="act"
                  disabled={busy}
                  aria-label={t("confirm.of", { act: t(`act.${r.act}`), name })}
                  onClick={() =>
                    act(
                      (c) => c.staff.confirm.mutate({ requestId }),
                      (answer) => setTold({ ...answer, name }),
                    )
                  }
                >
                  {t("confirm")}
                </Button>
              )}
              <Button
                disabled={busy}
                aria-label={t("withdraw.of", { act: t(`act.${r.act}`), name })}
                onClick={() => act((c) => c.staff.withdraw.mutate({ requestId }))}
              >
                {t("withdraw")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

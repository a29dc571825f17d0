"use client";
import { waitingIn } from "#domain/offline/outbox.ts";
import { formatNear } from "../format/time.ts";
import { deviceNow } from "../kit/device-now.ts";
import { LinkButton } from "../kit/link-button.tsx";
import { InfoNote } from "../kit/notes.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import { useOutbox } from "./outbox-here.tsx";

/** How many entries wait, since when, and how safe they lie; nothing while nothing waits and the phone keeps its word. */
export function OutboxNote() {
  const [t, locale, { state }] = [useT("outbox"), useLocale(), useOutbox()];
  const { lies, signedOut, unkept, unreadable, strangers, tight } = state;
  const waiting = waitingIn(state.box);
  const oldest = Math.min(...waiting.map((e) => e.madeAt));
  return (
    <div role="status">
      {waiting.length > 0 && (
        <InfoNote
          tone="ink"
          icon="cloud-off"
          title={t("waiting", { n: waiting.length, time: formatNear(oldest, deviceNow(), locale) })}
        >
          {t(signedOut ? "waiting.signed_out" : "waiting.what")}
        </InfoNote>
      )}
      {signedOut && waiting.length > 0 && (
        <LinkButton size={54} wide href="/sign-in">
          {t("sign_in")}
        </LinkButton>
      )}
      {unkept > 0 && lies !== "nowhere" && (
        <InfoNote tone="bad" icon="octagon-alert" title={t("unkept", { n: unkept })}>
          {t("unkept.what")}
        </InfoNote>
      )}
      {unreadable > 0 && (
        <InfoNote tone="bad" icon="octagon-alert">
          {t("unreadable", { n: unreadable })}
        </InfoNote>
      )}
      {lies === "nowhere" && (
        <InfoNote tone={unkept > 0 ? "bad" : "plain"} icon="triangle-alert">
          {t("lies.nowhere")}
        </InfoNote>
      )}
      {lies === "open" && <InfoNote icon="lock-open">{t("lies.open")}</InfoNote>}
      {tight && <InfoNote icon="triangle-alert">{t("tight")}</InfoNote>}
      {strangers > 0 && <InfoNote icon="circle-user">{t("strangers", { n: strangers })}</InfoNote>}
    </div>
  );
}

import type { OwnSession } from "#contract/own-sessions.ts";
import type { Role } from "#domain/kernel/role.ts";
import { FIRST_SCREENS } from "../frames/first-screens.ts";
import { LinkButton } from "../kit/link-button.tsx";
import { Mark } from "../kit/mark.tsx";
import { InfoNote } from "../kit/notes.tsx";
import { Section } from "../kit/section.tsx";
import { LangSwitch } from "../preferences/lang-switch.tsx";
import { ThemeSwitch } from "../preferences/theme-switch.tsx";
import { getT } from "../words/get-t.ts";
import { ChangePassword } from "./change-password.tsx";
import { OwnSessionsSection } from "./own-sessions-section.tsx";
import s from "./sign-in.module.css";
import { SignOut } from "./sign-out.tsx";

type Props = {
  name: string;
  roles: readonly Role[];
  firstPassword: boolean;
  secondFactor: "set" | "missing" | "not_needed";
  sessions: readonly OwnSession[];
};

/** A member of staff's own page: which roles he holds and the way into each, his password and second factor, and where he is signed in. */
export async function AccountScreen({ name, roles, firstPassword, secondFactor, sessions }: Props) {
  const [t, states] = [await getT("auth"), await getT("states")];
  const ways = FIRST_SCREENS.filter(([role]) => roles.includes(role));
  return (
    <main className={s.page} id="main">
      <div className={s.brand}>
        <Mark size={48} />
        <h1>{name}</h1>
      </div>
      {firstPassword && <InfoNote icon="key-round">{t("account.first")}</InfoNote>}
      {!firstPassword && (
        <Section title={t("account.roles")}>
          <div className={s.stack}>
            {ways.map(([role, href]) => (
              <LinkButton key={role} href={href} size={54} wide>
                {states(`role.${role}`)}
              </LinkButton>
            ))}
            {ways.length === 0 && <p>{t("account.no.screen")}</p>}
          </div>
        </Section>
      )}
      <Section title={t("account.password")}>
        <ChangePassword />
      </Section>
      {!firstPassword && secondFactor !== "not_needed" && (
        <Section title={t("second.title")}>
          {secondFactor === "set" ? (
            <InfoNote tone="ok" icon="shield-check">
              {t("account.second.set")}
            </InfoNote>
          ) : (
            <LinkButton href="/sign-in/second-factor" size={54} wide icon="shield-check">
              {t("account.second.go")}
            </LinkButton>
          )}
        </Section>
      )}
      {!firstPassword && <OwnSessionsSection sessions={sessions} />}
      <div className={s.foot}>
        <LangSwitch />
        <ThemeSwitch />
        <SignOut />
      </div>
    </main>
  );
}

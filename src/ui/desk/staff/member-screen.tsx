import type { StaffMember } from "#contract/leaving.ts";
import { pickPlace } from "../../format/name.ts";
import { roleWords } from "../../format/role.ts";
import { formatDayTime } from "../../format/time.ts";
import { Pane } from "../../frames/pane.tsx";
import { Facts } from "../../kit/facts.tsx";
import { LinkButton } from "../../kit/link-button.tsx";
import { InfoNote } from "../../kit/notes.tsx";
import { getPreferences } from "../../preferences/get-preferences.ts";
import { getT } from "../../words/get-t.ts";
import { Words } from "../../words/words.tsx";
import { EndRole } from "./end-role.tsx";
import { LeaveForm } from "./leave-form.tsx";
import { LeavingForm } from "./leaving-form.tsx";
import { LicenceForm } from "./licence-form.tsx";
import s from "./member.module.css";
import { OpenAccount } from "./open-account.tsx";

/** One member of staff: how it stands with his account, his roles, and what he would leave open. */
export async function MemberScreen({ member }: { member: StaffMember }) {
  const [t, states, desk] = [await getT("staff"), await getT("states"), await getT("desk")];
  const { locale } = await getPreferences();
  const { shutMs, lastSignInOn, roles, left } = member;
  const shut = shutMs !== null;
  return (
    <>
      <Pane
        names
        title={member.name}
        facts={member.username}
        end={
          <>
            <LinkButton size={36} href={`/audit?who=${encodeURIComponent(member.username)}`}>
              {t("history")}
            </LinkButton>
            <LinkButton size={36} href="/desk/staff">
              {t("back")}
            </LinkButton>
          </>
        }
      >
        <Facts
          of={[
            shut && t("state.shut"),
            lastSignInOn === null ? t("last.in.never") : t("last.in", { day: lastSignInOn }),
            member.secondFactor && t("factor"),
          ]}
        />
        <h2 className={s.head}>{t("roles")}</h2>
        {roles.length === 0 && <p>{t("roles.none")}</p>}
        <ul className={s.roles}>
          {roles.map((r) => (
            <li key={r.assignmentId}>
              <Facts
                lead={r.role && roleWords(r.role, r.aggregator, states)}
                of={[
                  r.place &&
                    (r.gridNumber === null
                      ? pickPlace(r.place, locale)
                      : t("left.grid", { place: pickPlace(r.place, locale), n: r.gridNumber })),
                  r.standsInFor && desk("staff.stands.in", { name: r.standsInFor }),
                  r.toMs && t("role.until", { time: formatDayTime(r.toMs, locale) }),
                ]}
              />
              {r.assignmentId && <EndRole assignmentId={r.assignmentId} name={member.name} />}
            </li>
          ))}
        </ul>
      </Pane>
      <Words of={["staff"]}>
        {shut && (
          <Pane title={t("shut.at", { time: formatDayTime(shutMs, locale) })} width={420} tone="paper">
            <p>{t("shut.what")}</p>
            <OpenAccount userId={member.userId} endedRoles={member.endedRoles} />
          </Pane>
        )}
        {!shut && roles.some((r) => r.role === "DRV") && (
          <Pane title={t("licence.title")} width={320}>
            <LicenceForm userId={member.userId} licence={member.licence} />
          </Pane>
        )}
        {!shut && left.some((l) => l.kind === "post") && (
          <Pane title={t("leave.title")} width={380}>
            <div className={s.stack}>
              <p>{t("leave.what")}</p>
              <LeaveForm member={member} />
            </div>
          </Pane>
        )}
        {(!shut || left.length > 0) && (
          <Pane title={t(shut ? "rest.title" : "left.title")} width={480} tone="paper">
            {member.isReader ? (
              <p>{t("left.yourself")}</p>
            ) : (
              <div className={s.stack}>
                {!shut && <InfoNote>{t("left.what")}</InfoNote>}
                <LeavingForm member={member} />
              </div>
            )}
          </Pane>
        )}
      </Words>
    </>
  );
}

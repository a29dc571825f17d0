import { AUDIT_SUBJECTS, type AuditWish } from "#contract/audit.ts";
import { Button } from "../kit/button.tsx";
import { Field, SelectField } from "../kit/field.tsx";
import { getT } from "../words/get-t.ts";
import s from "./audit.module.css";

/** What is looked for, as a plain form whose answer stands in the address. */
export async function AuditFilter({ wish }: { wish: AuditWish }) {
  const t = await getT("audit");
  return (
    <form action="/audit" className={s.filter}>
      {wish.access && <input type="hidden" name="of" value="access" />}
      <Field label={t("filter.from")} name="from" type="date" defaultValue={wish.from} />
      <Field label={t("filter.to")} name="to" type="date" defaultValue={wish.to} />
      <Field label={t("filter.who")} name="who" defaultValue={wish.who} maxLength={80} autoComplete="off" />
      <SelectField label={t("filter.about")} name="about" defaultValue={wish.about}>
        <option value="">{t("filter.about.all")}</option>
        {AUDIT_SUBJECTS.map((subject) => (
          <option key={subject} value={subject}>
            {t(`subject.${subject}`)}
          </option>
        ))}
      </SelectField>
      <Field label={t("filter.thing")} name="thing" defaultValue={wish.thing} maxLength={36} autoComplete="off" />
      <Button type="submit">{t("filter.go")}</Button>
    </form>
  );
}

import type { StaffPlaces, StaffRow } from "#contract/staff.ts";
import { Pane } from "../../frames/pane.tsx";
import { LinkButton } from "../../kit/link-button.tsx";
import { getPreferences } from "../../preferences/get-preferences.ts";
import { PagedTable } from "../../table/data-table.tsx";
import { pageOfRows } from "../../table/page-of-rows.ts";
import type { TableWish } from "../../table/table-wish.ts";
import { StaffForm } from "./staff-form.tsx";
import { staffTable } from "./staff-table.tsx";
import { staffWords } from "./staff-words.ts";

type Props = { staff: readonly StaffRow[]; places: StaffPlaces; wish: TableWish };

/** Who holds which role where, and the form that gives one. */
export async function StaffScreen({ staff, places, wish }: Props) {
  const words = await staffWords();
  const t = words.desk;
  const { locale } = await getPreferences();
  return (
    <>
      <Pane
        names
        title={t("staff.title")}
        facts={t("staff.facts", { n: staff.filter((a) => a.role !== null).length })}
        end={
          <>
            <LinkButton size={36} href="/audit">
              {t("staff.record")}
            </LinkButton>
            <LinkButton size={36} href="/desk/staff/slips">
              {t("staff.slips")}
            </LinkButton>
            <LinkButton size={36} href="/desk/staff/accounts">
              {t("staff.accounts")}
            </LinkButton>
          </>
        }
      >
        <PagedTable
          caption={t("staff.title")}
          exportName="staff"
          filter
          dense
          page={pageOfRows(staffTable(staff, words, locale), wish, locale)}
        />
      </Pane>
      <Pane title={t("staff.new")} width={372}>
        <StaffForm places={places} />
      </Pane>
    </>
  );
}

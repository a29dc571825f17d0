import type { AuditPage, AuditWish, ChainState } from "#contract/audit.ts";
import { DeskFrame, type DeskSection } from "../frames/desk-frame.tsx";
import { Pane } from "../frames/pane.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { AccountFoot } from "../sign-in/account-foot.tsx";
import { PagedTable } from "../table/data-table.tsx";
import { getT } from "../words/get-t.ts";
import { AuditFilter } from "./audit-filter.tsx";
import { auditTable } from "./audit-table.tsx";
import { ChainNote } from "./chain-note.tsx";

type Props = {
  person: string;
  nowMs: number;
  isDesk: boolean;
  wish: AuditWish;
  found: AuditPage;
  chain: ChainState;
  mostExported: number;
};

/** Who did what when, page by page, and whether the record of it was changed. */
export async function AuditScreen({ person, nowMs, isDesk, wish, found, chain, mostExported }: Props) {
  const [t, states] = [await getT("audit"), await getT("states")];
  const { locale } = await getPreferences();
  const sections: DeskSection[] = [
    { href: "/audit", label: t("nav.all") },
    { href: "/audit?of=access", label: t("nav.access") },
    ...(isDesk ? [{ href: "/desk", label: t("nav.desk") }] : []),
  ];
  const table = auditTable(found.rows, { audit: t, states }, locale, "shown");
  const page = { page: wish.page, words: "", sort: undefined, row: undefined };
  return (
    <DeskFrame role={t("title")} sections={sections} nowMs={nowMs} person={person} signOut={<AccountFoot />}>
      <Pane names title={t(wish.access ? "nav.access" : "title")} facts={t("facts", { from: wish.from, to: wish.to })}>
        <AuditFilter wish={wish} />
        {found.at.total > mostExported && <p>{t("most", { n: mostExported })}</p>}
        <PagedTable
          caption={t("title")}
          exportName="audit"
          empty={t("none")}
          page={{ ...table, at: found.at, all: found.at.total, wish: page }}
        />
      </Pane>
      <Pane title={t("chain.title")} width={340} tone="paper">
        <ChainNote chain={chain} />
      </Pane>
    </DeskFrame>
  );
}

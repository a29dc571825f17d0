import type { GridWorkerView } from "#contract/resident.ts";
import { LinkButton } from "../kit/link-button.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./grid-worker-row.module.css";

/** Who to turn to, on every screen of the resident's; the call button is there when there is a number to call. */
export async function GridWorkerRow({ worker }: { worker: GridWorkerView | null }) {
  if (!worker) return null;
  const [t, common] = [await getT("resident"), await getT("common")];
  const { large } = await getPreferences();
  const gatherer = common(`gatherer.${worker.aggregator}`);
  const label = worker.label ?? gatherer;
  const who = t("help.of", { name: worker.name, label });
  if (large && worker.phone)
    return (
      <div className={s.row}>
        <LinkButton kind="ink" size={60} wide icon="phone" href={`tel:${worker.phone}`}>
          {t("help.call", { name: worker.name, label })}
        </LinkButton>
      </div>
    );
  return (
    <div className={s.row}>
      <span className={s.words}>
        <b>{t("help", { gatherer })}</b>
        <span>{who}</span>
      </span>
      {worker.phone && (
        <LinkButton kind="act" icon="phone" href={`tel:${worker.phone}`}>
          {common("call")}
        </LinkButton>
      )}
    </div>
  );
}

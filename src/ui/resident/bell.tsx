import Link from "next/link";
import { Icon } from "../icons/icon.tsx";
import { getT } from "../words/get-t.ts";
import s from "./bell.module.css";

/** The way to the notices, with how many are unread. */
export async function Bell({ unread }: { unread: number }) {
  const t = await getT("resident");
  return (
    <Link
      className={s.bell}
      href="/r/notices"
      prefetch={false}
      aria-label={unread > 0 ? t("notices.unread", { n: unread }) : t("notices.title")}
    >
      <Icon name="bell" size={24} />
      {unread > 0 && <b aria-hidden>{unread > 99 ? "99+" : unread}</b>}
    </Link>
  );
}

import type { Page } from "#domain/kernel/page.ts";
import { PageLinks } from "../kit/page-links.tsx";
import { PageRange } from "../kit/page-range.tsx";
import s from "./other-pages.module.css";

/** Below a long list: which part of it this is, and the ways to the rest; nothing where it fits one page. */
export function OtherPages({ at }: { at: Page }) {
  if (at.pages < 2) return null;
  return (
    <div className={s.pages}>
      <p>
        <PageRange at={at} />
      </p>
      <PageLinks at={at} />
    </div>
  );
}

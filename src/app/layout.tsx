import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { translator } from "#messages/catalogue.ts";
import { findDemoClock } from "#server/demo/read-clock.ts";
import { NONCE_HEADER } from "#server/door/security-headers.ts";
import { runtime } from "#server/runtime.ts";
import { DemoBar } from "#ui/demo/demo-bar.tsx";
import { FocusKeeper } from "#ui/focus-keeper.tsx";
import { HELD_SUBMIT } from "#ui/held-submit.ts";
import { getPreferences } from "#ui/preferences/get-preferences.ts";
import { Words } from "#ui/words/words.tsx";
import "#ui/tokens.css";
import "#ui/base.css";
import "#ui/print.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = translator((await getPreferences()).locale, "common");
  return { title: { default: t("product"), template: `%s · ${t("product")}` }, icons: { icon: "/icons/mark.svg" } };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  colorScheme: "light dark",
};

/** Language, light or dark, and type size are known before the first byte is sent: nothing jumps. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const { locale, theme, large } = await getPreferences();
  const { env } = runtime();
  const nonce = (await headers()).get(NONCE_HEADER) ?? undefined;
  const clock = env.DEMO ? await findDemoClock(runtime()) : undefined;
  return (
    <html
      lang={locale}
      data-theme={theme}
      data-type={large ? "large" : "normal"}
      data-ahead={clock && clock.nowMs - Date.now()}
    >
      <body>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own words, no input in them */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: HELD_SUBMIT }} />
        <FocusKeeper />
        {clock && (
          <Words of={["demo"]}>
            <DemoBar clock={clock} />
          </Words>
        )}
        <Words of={["common", "errors", "refusals"]}>{children}</Words>
      </body>
    </html>
  );
}

"use client";
import { Button } from "../kit/button.tsx";
import { useT } from "../words/use-t.ts";
import { authCall } from "./auth-call.ts";

/** Ends the session on the server, then starts from the sign-in page with nothing kept. */
export function SignOut() {
  const t = useT("common");
  return (
    <Button
      icon="log-out"
      onClick={async () => {
        await authCall("/sign-out");
        location.assign("/sign-in");
      }}
    >
      {t("sign.out")}
    </Button>
  );
}

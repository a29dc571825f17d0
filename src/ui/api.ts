"use client";
import type { createTRPCClient as Create, TRPCClient } from "@trpc/client";
import { SPEAKER_HEADER } from "#contract/speaker.ts";
import type { AppRouter } from "#server/trpc/router.ts";

export type Api = TRPCClient<AppRouter>;
let made: Promise<Api> | undefined;
let speaker: string | undefined;

/** Whose page this is. Should somebody else have signed in in another tab, the server takes nothing in under his name. */
export function speakFor(userId: string): void {
  speaker = userId;
}

/**
 * The way to the server for client leaves: `(await api()).orders.cancel.mutate({ … })`. Its code is fetched on first
 * touch, so that reading a page costs none of it. Subscriptions go over server-sent events and resume by themselves.
 */
export function api(): Promise<Api> {
  made ??= import("@trpc/client").then(({ createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink }) =>
    (createTRPCClient as typeof Create)<AppRouter>({
      links: [
        splitLink({
          condition: (op) => op.type === "subscription",
          true: httpSubscriptionLink({ url: "/api/trpc" }),
          false: httpBatchLink({
            url: "/api/trpc",
            headers: () => (speaker === undefined ? {} : { [SPEAKER_HEADER]: speaker }),
          }),
        }),
      ],
    }),
  );
  // A phone that lost its network in between asks again next time.
  made.catch(() => {
    made = undefined;
  });
  return made;
}

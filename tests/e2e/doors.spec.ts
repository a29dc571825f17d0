import { request } from "node:http";
import { expect, test } from "@playwright/test";
import { METRICS_TOKEN } from "../support/city-for-browsers.ts";
import { READERS } from "../support/screens.ts";
import { signIn } from "../support/sign-in.ts";

// What every answer of the server bears. That no page breaks what its own answer says is seen where each is looked at.

const NOBODYS = "00000000-0000-4000-8000-000000000000";
/** Pages that name a thing which is not there, by who could see it if it were. */
const MISSING: Readonly<Record<string, readonly string[]>> = {
  resident: [`/r/orders/${NOBODYS}`, `/r/orders/${NOBODYS}/claim`, `/r/packages/${NOBODYS}`, "/r/nothing"],
  "grid-worker": [`/g/homes/${NOBODYS}`, `/g/buildings/${NOBODYS}`, "/g/lists/nothing"],
  dispatch: [`/d/trips/${NOBODYS}`],
  desk: [`/desk/cycles/${NOBODYS}`, `/desk/cycles/${NOBODYS}/sheets`, `/desk/places/${NOBODYS}`],
};

for (const { who, name } of READERS.filter((r) => MISSING[r.name]))
  test(`${name}: what is not there answers 404`, async ({ page }) => {
    await signIn(page, who);
    for (const path of MISSING[name] ?? []) expect((await page.request.get(path)).status(), path).toBe(404);
  });

test("metrics are for whoever shows the token, and name procedures and outcomes, never people", async ({ request }) => {
  for (const authorization of ["", "Bearer ", "Bearer wrong-wrong-wrong-wrong", METRICS_TOKEN])
    expect((await request.get("/api/metrics", { headers: { authorization } })).status()).toBe(404);
  await request.get("/api/trpc/orders.none");
  await request.get("/api/trpc/orders.offers");
  const answer = await request.get("/api/metrics", { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  expect(answer.status()).toBe(200);
  const words = await answer.text();
  expect(words).toMatch(/baogong_call_seconds_count\{procedure="\w+\.\w+",answer="\w+"\} [1-9]/);
  expect(words).toMatch(/baogong_jobs\{queue="turn-clock",state="\w+"\} \d/);
  for (const name of ["baogong_streams", "baogong_orders_waiting", "process_resident_memory_bytes"])
    expect(words).toMatch(new RegExp(`^${name} \\d`, "m"));
  expect(words).not.toMatch(/orders\.none|[\u4e00-\u9fff]|[0-9a-f]{8}-[0-9a-f]{4}-/);
});

test("every answer bears the headers, and each page a nonce of its own", async ({ request }) => {
  for (const path of [
    "/",
    "/sign-in",
    "/no-such-page",
    "/api/health",
    "/api/trpc/none",
    "/api/auth/none",
    "/icons/ui.svg",
  ]) {
    const headers = (await request.get(path, { maxRedirects: 0 })).headers();
    expect(headers, path).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "permissions-policy": expect.stringContaining("camera=(self)"),
      "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
    });
  }
  for (const path of ["/api/health", "/api/ready"])
    expect((await request.get(path)).headers()["content-type"], path).toBe("text/plain; charset=utf-8");
  const nonceOf = async () =>
    /'nonce-([^']+)'/.exec((await request.get("/sign-in")).headers()["content-security-policy"] ?? "")?.[1];
  expect(await nonceOf()).not.toBe(await nonceOf());
});

test("a policy that a client sends along is not taken over", async ({ request }) => {
  const theirs = { "content-security-policy": "script-src 'nonce-theirs'", "x-baogong-nonce": "theirs" };
  expect(await (await request.get("/sign-in", { headers: theirs })).text()).not.toContain('nonce="theirs"');
});

test("bodies without a length or beyond their route's limit are turned away before they are read", async ({
  baseURL,
}) => {
  // A body that has begun and never ends, in pieces whose sum nobody told.
  const answer = await new Promise<number | undefined>((done, fail) => {
    const headers = { "transfer-encoding": "chunked" };
    const sent = request(`${baseURL}/api/auth/sign-out`, { method: "POST", headers }, (a) => done(a.statusCode));
    sent.on("error", fail).write("{");
  });
  expect(answer).toBe(411);
  for (const [path, size] of [
    ["/api/auth/sign-out", 16_001],
    ["/sign-in", 100_001],
    ["/api/trpc/orders.place", 4_000_001],
  ] as const) {
    const status = await fetch(`${baseURL}${path}`, { method: "POST", body: "x".repeat(size) }).then(
      (a) => a.status,
      () => "cut off",
    );
    expect([413, "cut off"], path).toContain(status);
  }
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { bodyRefused } from "../../../src/server/door/body-limit.ts";
import { clientAddress } from "../../../src/server/door/client-address.ts";
import { OpenStreams } from "../../../src/server/door/open-streams.ts";
import { contentPolicy, securityHeaders } from "../../../src/server/door/security-headers.ts";
import { readEnv } from "../../../src/server/env.ts";

const from = (forwarded: string | undefined, proxies: number) =>
  clientAddress(
    { headers: { "x-forwarded-for": forwarded }, socket: { remoteAddress: "10.9.9.9" } } as unknown as Parameters<
      typeof clientAddress
    >[0],
    proxies,
  );

test("whatever a client writes into X-Forwarded-For, it counts for the address that our own proxies saw", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())),
      fc.ipV4(),
      fc.integer({ min: 1, max: 3 }),
      (written, real, n) => {
        const seen = [...written, real, ...Array.from({ length: n - 1 }, (_, i) => `10.0.0.${i + 1}`)];
        expect(from(seen.join(", "), n)).toBe(real);
        expect(from(written.join(", "), 0)).toBe("10.9.9.9");
      },
    ),
  );
});

test("a header that did not come through all proxies, or holds no address, counts for the socket", () => {
  expect(from("203.0.113.7", 2)).toBe("10.9.9.9");
  expect(from(undefined, 1)).toBe("10.9.9.9");
  expect(from("203.0.113.7, somebody", 1)).toBe("10.9.9.9");
});

test("TRUST_PROXY is a number of proxies; 0 and 1, true and false mean what they meant", () => {
  const read = (TRUST_PROXY: string) =>
    readEnv({ DATABASE_URL: "postgres://x@127.0.0.1/x", AUTH_SECRET: "x".repeat(40), TRUST_PROXY }).TRUST_PROXY;
  expect(["", "0", "1", "2", "true", "false"].map(read)).toEqual([0, 0, 1, 2, 1, 0]);
  for (const wrong of ["-1", "1.5", "10", "yes"]) expect(() => read(wrong)).toThrow("TRUST_PROXY has a wrong value");
});

test("a body is refused by its head: too long for its route, or of a length that nobody tells", () => {
  expect(bodyRefused({ "content-length": "300000000" }, "/api/auth/sign-out")).toBe(413);
  expect(bodyRefused({ "transfer-encoding": "chunked" }, "/api/auth/sign-out")).toBe(411);
  for (const path of ["/", "/desk", "/api/trpc/orders.place", "/api/photos/x", "/api/health", "/demo/clock"]) {
    expect(bodyRefused({}, path)).toBeUndefined();
    expect(bodyRefused({ "content-length": "4000001" }, path), path).toBe(413);
    expect(bodyRefused({ "transfer-encoding": "gzip, chunked" }, path), path).toBe(411);
  }
  expect(bodyRefused({ "content-length": "4000000" }, "/api/trpc/places.import")).toBeUndefined();
  expect(bodyRefused({ "content-length": "1" }, "/api/photos/x")).toBe(413);
});

const mayGoOn = async () => true;

test("of one person's streams the oldest makes room; behind one address there is an end to them", () => {
  const streams = new OpenStreams();
  const mine = Array.from({ length: 14 }, () => streams.take("me", "10.0.0.1", mayGoOn));
  expect(mine.map((s) => s.ended.aborted)).toEqual([true, true, ...Array(12).fill(false)]);
  mine[5]?.close();
  streams.take("me", "10.0.0.2", mayGoOn);
  expect(mine.filter((s) => s.ended.aborted)).toHaveLength(2);
  const crowd = Array.from({ length: 989 }, (_, i) => streams.take(`home ${i}`, "10.0.0.1", mayGoOn));
  expect(() => streams.take("one more", "10.0.0.1", mayGoOn)).toThrow("busy");
  streams.take("one more", "10.0.0.3", mayGoOn);
  crowd[0]?.close();
  streams.take("one more", "10.0.0.1", mayGoOn);
});

test("when a person's rights change, those of his streams end that may not go on, and nobody else's", async () => {
  const streams = new OpenStreams();
  const goes = streams.take("me", "10.0.0.1", mayGoOn);
  const over = streams.take("me", "10.0.0.1", async () => false);
  const unread = streams.take("me", "10.0.0.1", () => Promise.reject(new Error("no database")));
  const other = streams.take("somebody", "10.0.0.1", async () => false);
  await streams.recheck("me");
  expect([goes, over, unread, other].map((s) => s.ended.aborted)).toEqual([false, true, true, false]);
});

test("a page runs no script but ours, in nobody's frame; only the map's tiles come from elsewhere", () => {
  const policy = contentPolicy("abc", { tileUrl: "https://{s}.tiles.example/{z}/{x}/{y}.png", https: true });
  expect(policy).toContain("script-src 'self' 'nonce-abc';");
  expect(policy).toContain("img-src 'self' data: blob: https://*.tiles.example;");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy.replace("style-src-attr 'unsafe-inline'", "")).not.toMatch(/unsafe|\*(?!\.tiles)/);
  expect(contentPolicy("abc", { tileUrl: "/map/ours.pmtiles", https: false })).toContain("connect-src 'self';");
  expect(securityHeaders("abc", { https: true })["strict-transport-security"]).toBeDefined();
  expect(securityHeaders("abc", { https: false })["strict-transport-security"]).toBeUndefined();
});

import { expect, test } from "vitest";
import { judgeNewClaim } from "../../../../src/domain/oversight/claim.ts";

test("a claim is opened once there is something to look at, and while fewer than five wait for an answer", () => {
  expect(judgeNewClaim("in_transit", 0)).toMatchObject({ ok: false, error: { kind: "not_from_here" } });
  expect(judgeNewClaim("delivered", 4).ok).toBe(true);
  expect(judgeNewClaim("delivered", 5)).toMatchObject({ ok: false, error: { kind: "too_many_claims", limit: 5 } });
});

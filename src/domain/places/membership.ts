import { defineMachine, type StateOf } from "../kernel/machine.ts";

export const MEMBERSHIP_STATES = ["requested", "verified", "declined", "left"] as const;

/** Whoever knows the home's code needs nobody's word. */
const PROVE = { to: "verified", by: ["RES"], guards: ["code_right"] } as const;

/** How a person comes to belong to a home, or to help it 住户成员: by its grid worker's word, or by the home's own code. */
export const MEMBERSHIP = defineMachine(
  "membership",
  MEMBERSHIP_STATES,
  { code_right: (f: { given: string | undefined; code: string | null }) => f.code !== null && f.given === f.code },
  {
    requested: {
      verify: { to: "verified", by: ["GW"] },
      decline: { to: "declined", by: ["GW"] },
      prove: PROVE,
    },
    verified: { leave: { to: "left", by: ["RES", "GW"] } },
    declined: { prove: PROVE },
    left: { prove: PROVE },
  },
);
type MembershipState = StateOf<typeof MEMBERSHIP>;

/** Somebody who belongs to the home, or asks to. */
export const CURRENT_MEMBER_STATES: readonly MembershipState[] = ["requested", "verified"];

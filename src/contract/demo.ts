import type { Role } from "#domain/kernel/role.ts";

/** One of the demo's ways in. `secret` is a password; empty where a text message brings a code. */
export type DemoEntry = {
  readonly role: Role;
  readonly who: string;
  readonly where: string;
  readonly signIn: string;
  readonly secret: string;
  readonly page: string;
  readonly code: string | null;
};

import { openOutbox, type PhoneOutbox } from "./phone-outbox.ts";

let opened: { readonly owner: string; readonly outbox: PhoneOutbox } | undefined;

/** The one outbox of this person in this tab. */
export function outboxOf(owner: string): PhoneOutbox {
  if (opened?.owner !== owner) opened = { owner, outbox: openOutbox(owner) };
  return opened.outbox;
}

import type { Place } from "./places.ts";
import type { EntryRules, Standing } from "./read-entry.ts";
import { readSpeaker, type Speaker } from "./read-speaker.ts";
import { scan } from "./scan.ts";

/** Who is speaking in a chat, from which home, and whether after the cut-off. */
export class SpeakerState {
  readonly #rules: EntryRules;
  readonly #cutOff: number | undefined;
  #speaker: Speaker | undefined;
  #place: Place | undefined;
  /** The day of the first message: a time says nothing about another day. */
  #day: string | undefined;

  constructor(rules: EntryRules, cutOffMinute: number | undefined) {
    this.#rules = rules;
    this.#cutOff = cutOffMinute;
  }

  /** The speaker that a line names. `3-2-401 1份 19:02` is an order with a time, `3-2-401林女士 19:02` a neighbour. */
  find(line: string): Speaker | undefined {
    const speaker = readSpeaker(line);
    const orders = speaker && scan(speaker.name, this.#rules).some((m) => m.k === "amount" || m.k === "item");
    return orders ? undefined : speaker;
  }

  listen(speaker: Speaker): void {
    const marks = scan(speaker.name, this.#rules);
    const home = marks.find((m) => m.k === "home");
    this.#place = home?.k === "home" && home.place.room !== undefined ? home.place : undefined;
    const words = marks.filter((m) => m.k === "text").map((m) => speaker.name.slice(m.at, m.end));
    this.#speaker = { ...speaker, name: home ? words.join("") : speaker.name };
    this.#day ??= speaker.day;
  }

  /** Nobody in particular: the list itself is being posted. */
  forget(): void {
    this.#speaker = undefined;
    this.#place = undefined;
  }

  get someone(): boolean {
    return this.#speaker !== undefined;
  }

  get atHome(): boolean {
    return this.#place !== undefined;
  }

  get late(): boolean {
    const { minute, day } = this.#speaker ?? {};
    return this.#cutOff !== undefined && minute !== undefined && day === this.#day && minute > this.#cutOff;
  }

  standing(listed: boolean, section: Place | undefined): Standing {
    return {
      listed,
      // A numbered entry is of the list, whoever posted it.
      ...(this.#speaker?.name && !listed ? { speaker: this.#speaker.name } : {}),
      ...(this.#place ? { speakerPlace: this.#place } : {}),
      ...(section ? { section } : {}),
    };
  }
}

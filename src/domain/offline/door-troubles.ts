/** What a person may do about an entry that the server could not take in; each is a button on his screen. */
export type DoorChoice = "again" | "again_all_bags" | "again_without_photo" | "leave";

/**
 * Why a tap at a door was not taken in, and what is left to choose. `leave`: what the server knows stands. The others are
 * a new tap with the old one's content, so that the old one's answer stays on record.
 */
export const DOOR_TROUBLES = {
  // The order left this grid, or its sheet was thawed and the home is not in it any more.
  unknown_order: ["leave"],
  // The bags are not counted at the gate yet: once they are, the same tap holds.
  not_here_yet: ["again", "leave"],
  // Another phone was faster.
  nothing_in_hand: ["leave"],
  // A bag was given on to another home, or swapped for one.
  wrong_bag: ["again_all_bags", "leave"],
  not_from_here: ["again", "leave"],
  id_taken: ["again", "leave"],
  other_content: ["again", "leave"],
  bad_photo: ["again_without_photo", "leave"],
} as const satisfies Record<string, readonly DoorChoice[]>;

export type DoorTrouble = keyof typeof DOOR_TROUBLES;

type Tap = { readonly id: string; readonly bagIds?: unknown; readonly photo?: unknown; readonly cashFen?: unknown };

/**
 * The tap that a choice makes of one that was not taken in.
 * @param cashBooked whether its cash is in the books all the same: it must not get there twice
 * @returns undefined where the choice is to leave it
 */
export function tapAgain<T extends Tap>(tap: T, choice: DoorChoice, cashBooked: boolean, newId: string): T | undefined {
  if (choice === "leave") return undefined;
  const { bagIds: _bags, photo: _photo, cashFen: _cash, ...bare } = tap;
  return {
    ...bare,
    ...(choice !== "again_all_bags" && tap.bagIds !== undefined ? { bagIds: tap.bagIds } : {}),
    ...(choice !== "again_without_photo" && tap.photo !== undefined ? { photo: tap.photo } : {}),
    ...(!cashBooked && tap.cashFen !== undefined ? { cashFen: tap.cashFen } : {}),
    id: newId,
  } as T;
}

import type { SameKeys } from "../message.ts";
import type { outbox as zh } from "../zh-CN/outbox.ts";

export const outbox = {
  waiting: { one: "{n} record waiting, from {time}", other: "{n} records waiting, oldest {time}" },
  "waiting.what": "Kept on this phone and sent by itself when there is a network.",
  "waiting.signed_out": "Your sign-in has run out. Sign in again to send them; they are all still here.",
  read: "Understood",
  sign_in: "Sign in again",
  unkept: {
    one: "{n} record could not be stored on this phone",
    other: "{n} records could not be stored on this phone",
  },
  "unkept.what":
    "It is full, or its storage was cleared. Do not close this page; free some space and they are stored again.",
  "lies.nowhere":
    "This browser cannot store anything. Go on without a network, but do not close this page: what waits would be lost.",
  "lies.open":
    "This address is not https: records lie on the phone unsealed, and without a network the page cannot be opened again.",
  unreadable: {
    one: "{n} record of yours on this phone cannot be opened any more. Go through today's list and record what is missing.",
    other:
      "{n} records of yours on this phone cannot be opened any more. Go through today's list and record what is missing.",
  },
  tight: "This phone is almost full. Free some space, so that records still fit.",
  strangers: {
    one: "{n} record of somebody else waits on this phone. It is sent when that person signs in here; nobody else can read it.",
    other:
      "{n} records of somebody else wait on this phone. They are sent when that person signs in here; nobody else can read them.",
  },
  trouble: "{room}, {what}, {time}, was not recorded:",
  "trouble.unknown_order": "the order is not in your grid any more; its sheet may have been thawed and changed.",
  "trouble.not_here_yet": "its bags are not counted at the gate yet. Count them first, then record it again.",
  "trouble.nothing_in_hand": "somebody else recorded this door already; theirs stands.",
  "trouble.wrong_bag": "one of its bags was given to another home.",
  "trouble.not_from_here": "the order has moved on since.",
  "trouble.id_taken": "somebody else used the number of this record.",
  "trouble.other_content": "this record was sent before with other content; the first one counts.",
  "trouble.bad_photo": "the photo cannot be opened.",
  "trouble.cash": "The {price} taken are in the books.",
  "trouble.cash.not": "The {price} are not in the books. If you took them, write them down on this home's page.",
  "choice.again": "Record it again",
  "choice.again_all_bags": "Record it for the bags in hand",
  "choice.again_without_photo": "Record it without the photo",
  "choice.leave": "Understood, leave it out",
  "did.delivered": "delivered",
  "did.absent": "nobody home",
  "did.neighbour": "left with a neighbour",
  "did.returned": "sent back",
  "did.damaged": "damaged",
  "did.missing": "missing",
} as const satisfies SameKeys<typeof zh>;

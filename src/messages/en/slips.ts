import type { SameKeys } from "../message.ts";
import type { slips as zh } from "../zh-CN/slips.ts";

export const slips = {
  title: "First sign-in slips",
  back: "Back to staff",
  what: "One for each person, with the user name and a first password: cut them out and hand them over. At most {n} at once.",
  untold: { one: "{n} person without a password", other: "{n} people without a password" },
  "untold.what": "They came with a list. Nobody of them can sign in before he has his slip.",
  told: {
    one: "{n} person has a password and has not signed in",
    other: "{n} people have a password and have not signed in",
  },
  "told.what":
    "Make another only for a slip that is lost or has run out: the password before it opens nothing any more.",
  "made.at": "slip made {time}",
  "ran.out": "Not used within 14 days: the password opens nothing now, make a new slip",
  make: { one: "Make {n} slip", other: "Make {n} slips" },
  making: "Making them",
  too_many: "At most {n} at once: leave some for the next time.",
  made: { one: "{n} slip is made", other: "{n} slips are made" },
  "made.once": "The passwords are shown this once, on this page alone: print them now.",
  "made.passed": {
    one: "{n} person was passed over: somebody else has just made a slip, or he has signed in.",
    other: "{n} people were passed over: somebody else has just made their slips, or they have signed in.",
  },
  print: "Print",
  done: "All handed over, make others",
  none: "Everybody has signed in",
  "none.what": "Whoever comes with a list or an invitation stands here until he signs in.",
  grid: "grid {n}",
  "slip.username": "User name",
  "slip.password": "Password",
  "slip.how":
    "Scan the code, or open {address} and choose “Staff”; type both of the above (without the spaces in the password), then choose a password of your own. Show this to nobody, and tear it up when you are in.",
  "slip.factor": "You will be asked for a code of an authenticator app: install one, then follow the screen.",
} as const satisfies SameKeys<typeof zh>;

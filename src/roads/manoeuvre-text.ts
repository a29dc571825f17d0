import type { Manoeuvre } from "./manoeuvre.ts";

type Words = {
  readonly say: (act: string, street: string, distance: string) => string;
  readonly acts: Readonly<Record<Exclude<Manoeuvre["kind"], "roundabout">, string>>;
  readonly roundabout: (exit: number) => string;
  readonly arriveAt: (street: string) => string;
  readonly distance: (metres: number) => string;
};

const WORDS: Readonly<Record<"zh-CN" | "en", Words>> = {
  "zh-CN": {
    say: (act, street, distance) =>
      `${act}${street && (act === "出发" ? `，沿${street}` : `，进入${street}`)}，行驶${distance}`,
    acts: {
      depart: "出发",
      ahead: "直行",
      slight_left: "向左前方行驶",
      slight_right: "向右前方行驶",
      left: "左转",
      right: "右转",
      sharp_left: "向左后方转弯",
      sharp_right: "向右后方转弯",
      u_turn: "掉头",
      arrive: "到达停靠点",
    },
    roundabout: (exit) => `进入环岛，从第${exit}个出口驶出`,
    arriveAt: (street) => `到达停靠点（${street}）`,
    distance: (metres) => (metres < 1000 ? `${metres}米` : `${(metres / 1000).toFixed(1)}公里`),
  },
  en: {
    say: (act, street, distance) =>
      `${act}${street && (act === "Set off" ? ` along ${street}` : ` onto ${street}`)}, ${distance}`,
    acts: {
      depart: "Set off",
      ahead: "Go straight on",
      slight_left: "Bear left",
      slight_right: "Bear right",
      left: "Turn left",
      right: "Turn right",
      sharp_left: "Turn sharp left",
      sharp_right: "Turn sharp right",
      u_turn: "Turn round",
      arrive: "Arrive at the stop",
    },
    roundabout: (exit) => `At the roundabout take exit ${exit}`,
    arriveAt: (street) => `Arrive at the stop on ${street}`,
    distance: (metres) => (metres < 1000 ? `${metres} m` : `${(metres / 1000).toFixed(1)} km`),
  },
};

/** The sentence for one manoeuvre. Metres are rounded to ten, because nobody counts single ones at the wheel. */
export function manoeuvreText(step: Manoeuvre, language: "zh-CN" | "en"): string {
  const words = WORDS[language];
  if (step.kind === "arrive") return step.street ? words.arriveAt(step.street) : words.acts.arrive;
  const act = step.kind === "roundabout" ? words.roundabout(step.exit) : words.acts[step.kind];
  return words.say(act, step.street, words.distance(Math.max(10, Math.round(step.metres / 10) * 10)));
}

/** A signed limit as a number, `none` where the tag says that there is none, `unread` where nobody can say. */
export type Measure = number | "none" | "unread";

const NONE = new Set([
  "none",
  "no",
  "default",
  "unsigned",
  "no_sign",
  "nosign",
  "no_indications",
  "unlimited",
  "no limit",
  "no_limit",
]);
const NUMBER = "(\\d+(?:[.,]\\d+)?)";
const FEET = new RegExp(`^${NUMBER}\\s*(?:'|ft|feet|foot)\\.?[\\s-]*(?:${NUMBER}\\s*(?:"|in|inch|inches)?\\.?)?$`);
const INCHES = new RegExp(`^${NUMBER}\\s*(?:"|in|inch|inches)\\.?$`);
const METRES_AND = /^(\d+)\s*m\s*(\d{1,2})\s*(?:cm)?$/;
const WITH_UNIT = new RegExp(`^${NUMBER}\\s*([a-z\u4e00-\u9fff/ ]*?)\\.?$`);

/** Metres per unit. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    m: 1,
    metre: 1,
    metres: 1,
    meter: 1,
    meters: 1,
    mt: 1,
    mts: 1,
    米: 1,
    cm: 0.01,
    厘米: 0.01,
    mm: 0.001,
    yd: 0.9144,
  }),
);
/** Tonnes per unit. "ton" is a short one in America and a tonne elsewhere: the lighter of the two binds. */
const WEIGHTS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    t: 1,
    to: 1,
    tonne: 1,
    tonnes: 1,
    "metric tons": 1,
    吨: 1,
    ton: 0.90718474,
    tons: 0.90718474,
    st: 0.90718474,
    "short ton": 0.90718474,
    "short tons": 0.90718474,
    lt: 1.0160469,
    "long ton": 1.0160469,
    "long tons": 1.0160469,
    kg: 0.001,
    kgs: 0.001,
    公斤: 0.001,
    lb: 0.00045359237,
    lbs: 0.00045359237,
    pounds: 0.00045359237,
    cwt: 0.045359237,
  }),
);
/** km/h per unit. */
const SPEEDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    "": 1,
    "km/h": 1,
    kmh: 1,
    kph: 1,
    mph: 1.609344,
    knots: 1.852,
    knot: 1.852,
  }),
);

/**
 * Metres of a height, width or length, in the notations of https://wiki.openstreetmap.org/wiki/Map_features/Units and
 * those met beside them: of several values the least binds.
 */
export function parseMetres(text: string): Measure {
  return leastOf(text, (value) => {
    const feet = FEET.exec(value);
    if (feet) return decimal(feet[1]!) * 0.3048 + decimal(feet[2] ?? "0") * 0.0254;
    const inches = INCHES.exec(value);
    if (inches) return decimal(inches[1]!) * 0.0254;
    const both = METRES_AND.exec(value);
    if (both) return Number(both[1]) + Number(both[2]!.padEnd(2, "0")) / 100;
    // No vehicle is a hundred metres high or long: a bare 350 is centimetres.
    return withUnit(value, LENGTHS, (bare) => (bare >= 100 ? bare / 100 : bare));
  });
}

/** Tonnes of a weight or an axle load. */
export function parseTonnes(text: string): Measure {
  // No sign says 300 t: a bare 7500 is kilograms.
  return leastOf(text, (value) => withUnit(value, WEIGHTS, (bare) => (bare >= 300 ? bare / 1000 : bare)));
}

/** km/h, or undefined where no number is signed: the class of the street then says how fast it is. */
export function parseSpeed(text: string | undefined): number | undefined {
  const read = leastOf(text ?? "", (value) => withUnit(value, SPEEDS, (bare) => bare));
  return typeof read === "number" ? read : undefined;
}

/** Seconds of a `duration`: minutes, `hh:mm`, `hh:mm:ss` or ISO 8601; undefined where none is to be read. */
export function parseDuration(text: string | undefined): number | undefined {
  const value = tidy(text ?? "");
  const clock = /^(\d{1,3}):(\d{2})(?::(\d{2}))?$/.exec(value);
  if (clock) return positive(Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0));
  if (/^\d+(?:\.\d+)?$/.test(value)) return positive(Number(value) * 60);
  const iso = /^pt(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(value);
  const [hours, minutes, seconds] = [1, 2, 3].map((i) => Number(iso?.[i] ?? 0));
  return positive(hours! * 3600 + minutes! * 60 + seconds!);
}

function positive(n: number): number | undefined {
  return n > 0 ? n : undefined;
}

function leastOf(text: string, one: (value: string) => number | undefined): Measure {
  const values = tidy(text)
    .split(/[;|]/)
    .map((value) => value.trim().replace(/^(?:max\.?|<=|<|≤|~)\s*/, ""));
  let least: Measure = "none";
  for (const value of values) {
    if (NONE.has(value)) continue;
    const numbers = (
      value.match(new RegExp(`^${NUMBER}\\s*-\\s*${NUMBER}(\\s*[a-z]*)$`)) ? value.split("-") : [value]
    ).map((part, i, all) => one(part.trim() + (i === 0 && all.length > 1 ? (/[a-z]+$/.exec(value)?.[0] ?? "") : "")));
    for (const n of numbers) {
      if (n === undefined || !(n > 0) || !Number.isFinite(n)) return "unread";
      least = least === "none" ? n : Math.min(least, n);
    }
  }
  return least;
}

function withUnit(value: string, units: ReadonlyMap<string, number>, bare: (n: number) => number): number | undefined {
  const match = WITH_UNIT.exec(value);
  if (!match) return undefined;
  const unit = match[2]!.trim();
  if (unit === "") return bare(decimal(match[1]!));
  const factor = units.get(unit);
  return factor === undefined ? undefined : decimal(match[1]!) * factor;
}

/** Full-width digits, typographic quotes and capitals are spellings of the same. */
function tidy(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’‘′´`]/g, "'")
    .replace(/[”“]/g, '"')
    .replace(/''/g, '"')
    .replace(/[−–—]/g, "-")
    .trim();
}

function decimal(text: string): number {
  return Number(text.replace(",", "."));
}

/** What whoever attacks this city tries first. A password that holds one of them is refused, however it goes on. */
const OF_THE_CITY = ["baogong", "保供", "quanzhou", "泉州", "fujian", "福建"];
/** What people here write very often and the list of the library, made elsewhere, does not know. */
const OFTEN_WRITTEN = ["woaini", "aini", "5201314", "1314520", "520", "1314", "nihao", "zhongguo", "zaijian", "mima"];
/** Of four: enough to hold when guesses are counted, and when somebody guesses a thousand times a second. */
const LEAST_SCORE = 3;

/** Loaded with the first password that is changed: its lists take megabytes, and most processes never need them. */
let judge: Promise<(password: string, own: string[]) => number> | undefined;
async function loadJudge() {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  const factory = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return (password: string, own: string[]) => factory.check(password, own).score;
}

/** A name as a whole and in its parts; what is shorter than this stands in too many words to be looked for. */
const wordsOf = (name: string) =>
  [name, ...name.split(/[\s._-]+/)].filter((word) => word.length >= (/^[\w.-]*$/.test(word) ? 4 : 2));

/**
 * Whether somebody who knows the person and the city would guess this password, or it stands in the lists that are tried
 * first: common passwords, walks over the keyboard, repeats, dates.
 * @param whose the names that his neighbours know him by
 */
export async function isEasyPassword(password: string, whose: readonly string[]): Promise<boolean> {
  const plain = password.toLowerCase();
  const own = [...whose.flatMap(wordsOf).map((word) => word.toLowerCase()), ...OF_THE_CITY];
  if (own.some((word) => plain.includes(word))) return true;
  judge ??= loadJudge();
  const score = await judge;
  return score(password, [...own, ...OFTEN_WRITTEN]) < LEAST_SCORE;
}

import { globSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";

const sources = globSync("src/server/**/*.ts").map((path) => ({
  path,
  tree: ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true),
}));

/** Calls of one of the names within a node, as `name(…)` or `x.name(…)`. */
function callsOf(node: ts.Node, names: readonly string[]): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const walk = (inner: ts.Node): void => {
    if (ts.isCallExpression(inner)) {
      const called = ts.isPropertyAccessExpression(inner.expression) ? inner.expression.name : inner.expression;
      if (ts.isIdentifier(called) && names.includes(called.text)) found.push(inner);
    }
    ts.forEachChild(inner, walk);
  };
  walk(node);
  return found;
}
/** The gate itself. */
const GATE = /^src\/server\/(act|move|move-bags)\.ts$/;
const acting = sources.filter(({ path }) => path.startsWith("src/server/usecases/"));

test("transactions are opened by look and act alone, and where an account of the sign-in is written", () => {
  const opening = sources.filter(({ tree }) => callsOf(tree, ["transaction", "begin", "savepoint"]).length > 0);
  // The sign-in's tables are written by a database role of their own.
  expect(opening.map((s) => s.path).toSorted()).toEqual([
    "src/server/act.ts",
    "src/server/auth/second-factor.ts",
    "src/server/auth/staff-account.ts",
  ]);
});

test("a use case is one act", () => {
  const twice = acting.flatMap(({ path, tree }) =>
    tree.statements
      .filter(ts.isFunctionDeclaration)
      .filter((f) => callsOf(f, ["act"]).length > 1)
      .map((f) => `${path} ${f.name?.text}`),
  );
  expect(twice.toSorted()).toEqual([
    // A search of a minute keeps each better plan as it comes, and is told in between that somebody took one.
    "src/server/usecases/movement/solve-plan.ts solvePlan",
    // Between the two the sign-in's own login writes the account; killed there, the same call goes on.
    "src/server/usecases/staff/account-requests.ts confirmAccount",
  ]);
});

test("whoever locks many rows locks them in one order, so that no two wait for each other", () => {
  const unordered = sources.flatMap(({ path, tree }) =>
    callsOf(tree, ["for"])
      .filter((call) => ["update", "no key update", "share"].some((how) => call.arguments[0]?.getText() === `"${how}"`))
      .filter((call) => callsOf(call, ["orderBy"]).length === 0 && !/skipLocked/.test(call.getText()))
      .filter((call) => !isOfOneRow(call))
      .map((call) => `${path}: ${call.getText().replace(/\s+/g, " ").slice(0, 60)}`),
  );
  expect(unordered).toEqual([]);
});

/** One row is asked for by its id, or by `const [row] = await …`. */
function isOfOneRow(call: ts.CallExpression): boolean {
  if (/\.where\(eq\(\w+\.id, [^,]+\)\)\s*\.for\(/.test(call.getText())) return true;
  let asked: ts.Node = call.parent;
  while (ts.isAwaitExpression(asked) || ts.isConditionalExpression(asked)) asked = asked.parent;
  return ts.isVariableDeclaration(asked) && ts.isArrayBindingPattern(asked.name);
}

test("nobody says true or false in the place of a fact", () => {
  const literals = acting.flatMap(({ path, tree }) =>
    callsOf(tree, ["decide", "move", "moveAll", "moveOne", "moveBags"]).flatMap((call) => {
      // What is decided about, the act, and then its facts.
      const facts = call.arguments[call.expression.getText() === "moveBags" ? 3 : 4];
      return facts && ts.isObjectLiteralExpression(facts)
        ? facts.properties
            .filter(ts.isPropertyAssignment)
            .filter((p) => [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword].includes(p.initializer.kind))
            .map((p) => `${path} ${p.getText()}`)
        : [];
    }),
  );
  expect(literals).toEqual([]);
});

test("states are written by the gate alone", () => {
  const writing = sources
    .filter(({ path }) => !GATE.test(path))
    .flatMap(({ path, tree }) =>
      callsOf(tree, ["set"])
        .filter(
          ({ arguments: [values] }) =>
            values &&
            ts.isObjectLiteralExpression(values) &&
            values.properties.some((p) => ["state", "payment"].includes(p.name?.getText() ?? "")),
        )
        .map((call) => `${path} ${call.getText()}`),
    );
  expect(writing).toEqual([]);
  const inSql = [...globSync("src/server/**/*.ts"), ...globSync("src/db/queries/**/*.ts")].filter((path) =>
    /\bSET\s+"?(state|payment)"?\s*=/i.test(readFileSync(path, "utf8")),
  );
  expect(inSql).toEqual([]);
});

// Topics come of the rows that move. What is told by hand is a record that moves through no life, or a reader who is not
// named in the row that moved.
const TOLD_BY_HAND: Readonly<Record<string, string>> = {
  "src/server/demo/go-on.ts": "the clock itself: everybody reads again",
  "src/server/usecases/bags/apply-door-event.ts": "nobody at home a second time moves no bag",
  "src/server/usecases/bags/find-bag.ts": "the desk, which no bag names",
  "src/server/usecases/bags/reassign-bag.ts": "a bag changes its order: both homes",
  "src/server/usecases/bags/say-found.ts": "desk and dispatch, which no bag names",
  "src/server/usecases/city/clear-invented-needs.ts": "a mark on homes",
  "src/server/usecases/city/keep-book.ts": "a book that was handed in begins, and begins nowhere",
  "src/server/usecases/city/keep-row.ts": "a row of the catalogue has no states",
  "src/server/usecases/city/state-cap.ts": "the mark-up in force has no states",
  "src/server/usecases/city/work-on-import.ts": "how far an import is",
  "src/server/usecases/claims/open-claim.ts": "a claim begins, and begins nowhere",
  "src/server/usecases/cycles/close-early.ts": "a round's hours: all its grids",
  "src/server/usecases/cycles/take-community-out.ts": "which places a round serves",
  "src/server/usecases/cycles/take-package-off.ts": "what a round offers",
  "src/server/usecases/lists/add-sheet.ts": "a sheet that came in begins, and begins nowhere",
  "src/server/usecases/lists/apply-list.ts": "reasons kept with a list that was refused",
  "src/server/usecases/lists/decide-row.ts": "a decision within a list",
  "src/server/usecases/lists/name-column.ts": "what a column of a sheet holds",
  "src/server/usecases/lists/read-tab.ts": "which tab of a workbook is the list",
  "src/server/usecases/money/bank-cash.ts": "a box that is banked: all its grids",
  "src/server/usecases/movement/close-roads.ts": "a closure has hours, not states",
  "src/server/usecases/movement/count-back.ts": "what a bus brought home again, which no handover names",
  "src/server/usecases/movement/count-handover.ts": "a count within a handover: who stands at that gate",
  "src/server/usecases/movement/fix-trip.ts": "a trip's hours and order",
  "src/server/usecases/movement/hand-over-alone.ts": "how a pile is handed over",
  "src/server/usecases/movement/load-trip.ts": "how much of a trip is on the bus",
  "src/server/usecases/movement/name-plan.ts": "what a plan is called",
  "src/server/usecases/movement/offload-batch.ts": "a trip's hours and load",
  "src/server/usecases/movement/re-plan-stop.ts": "a trip's hours and order",
  "src/server/usecases/movement/say-late.ts": "minutes that a driver says",
  "src/server/usecases/movement/solve-plan.ts": "how far a search is",
  "src/server/usecases/movement/trip-in-hand.ts": "who waits for a trip: homes and grids on its way",
  "src/server/usecases/orders/place-order.ts": "a set of orders written by one call of the database",
  "src/server/usecases/people/join-home.ts": "who lives in a home",
  "src/server/usecases/people/move-home.ts": "who lives in a home",
  "src/server/usecases/people/set-heads.ts": "for how many a unit orders",
  "src/server/usecases/places/mark-set-down.ts": "a zone marked on the ground",
  "src/server/usecases/staff/go-on-leave.ts": "a leave has no life of its own",
  "src/server/usecases/staff/hand-over.ts": "a trip changes its driver, a box its worker",
  "src/server/usecases/staff/keep-licence.ts": "a licence has no states",
  "src/server/usecases/staff/shut-account.ts": "an account has no life of its own",
  "src/server/usecases/supply/re-route-batch.ts": "a batch changes its store: both of them",
  "src/server/usecases/supply/receive-lot.ts": "a lot that came in has no states",
  "src/server/usecases/supply/record-pick.ts": "what is picked so far within a batch",
  "src/server/usecases/staff/account-requests.ts": "a request is made, and moves from nowhere",
};

test("what moves is told by the gate; what is told by hand is named, with its reason", () => {
  const telling = sources.filter(({ path, tree }) => !GATE.test(path) && callsOf(tree, ["tell"]).length > 0);
  expect(telling.map((s) => s.path).toSorted()).toEqual(Object.keys(TOLD_BY_HAND).toSorted());
});

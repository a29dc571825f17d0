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
  // A search of a minute keeps each better plan as it comes, and is told in between that somebody took one.
  expect(twice).toEqual(["src/server/usecases/movement/solve-plan.ts solvePlan"]);
});

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
    .filter(({ path }) => !/^src\/server\/move(-bags)?\.ts$/.test(path))
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

// Each room, and the rooms it may reach into. `cli` is the outermost room: commands that people run.
const MAY_USE = {
  domain: [],
  routing: [],
  roads: [],
  messages: [],
  contract: ["domain"],
  db: ["domain"],
  ui: ["domain", "contract", "messages"],
  server: ["domain", "routing", "roads", "contract", "db", "messages"],
  app: ["ui", "server", "domain", "contract", "messages"],
  cli: ["server", "domain", "routing", "roads", "contract", "db", "messages"],
};
const PURE = "^src/(domain|routing|messages)/";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    ...Object.entries(MAY_USE).map(([room, reach]) => ({
      name: `walls-of-${room}`,
      severity: "error",
      from: { path: `^src/${room}/` },
      to: {
        path: "^src/([^/]+)/",
        pathNot: [`^src/(${[room, ...reach].join("|")})/`, ...(room === "ui" ? ["^src/server/trpc/router\\.ts$"] : [])],
      },
    })),
    {
      name: "what-changes-and-what-is-read-know-nothing-of-each-other",
      severity: "error",
      from: { path: "^src/server/(usecases|views)/" },
      to: { path: "^src/server/(usecases|views)/", pathNot: "^src/server/$1/" },
    },
    {
      name: "ui-knows-only-the-routers-type",
      severity: "error",
      from: { path: "^src/ui/" },
      to: { path: "^src/server/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "pure-rooms-import-no-package",
      severity: "error",
      from: { path: PURE },
      to: {
        dependencyTypes: ["npm", "npm-dev", "npm-optional", "npm-peer", "core"],
        pathNot: "^(node:)?worker_threads$",
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "node", "default"] },
  },
};

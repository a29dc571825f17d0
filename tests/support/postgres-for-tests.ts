import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { connect } from "../../src/db/client.ts";
import { startEmbeddedPostgres } from "../../src/db/embedded-postgres.ts";
import { migrate } from "../../src/db/migrate.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A server for the owner, with the migrated template database `baogong_template`. */
    postgresUrl: string;
  }
}

export const TEMPLATE = "baogong_template";

/** Starts one real server for the run (or takes DATABASE_URL's) and migrates the template that each file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = fileURLToPath(new URL(`../../.data/test-${randomUUID().slice(0, 8)}`, import.meta.url));
  const given = process.env.DATABASE_URL;
  const server = given ? undefined : await startEmbeddedPostgres(directory, { fsync: "off", max_connections: "200" });
  const serverUrl = server ? server.url("postgres") : (given as string);
  const owner = connect(serverUrl, { max: 1 });
  await owner.sql.unsafe(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`);
  await owner.sql.unsafe(`CREATE DATABASE ${TEMPLATE}`);
  await owner.close();
  const template = new URL(serverUrl);
  template.pathname = `/${TEMPLATE}`;
  await migrate(template.href);
  project.provide("postgresUrl", serverUrl);
  return async () => {
    await server?.stop();
    if (server) await rm(server.home, { recursive: true, force: true });
    await rm(directory, { recursive: true, force: true });
  };
}

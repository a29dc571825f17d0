import { migrate } from "#db/migrate.ts";
import { fail } from "./prepare.mjs";

// `DATABASE_URL=… npm run migrate`: brings the tables up to date, as the owner; several at once wait for each other.

const url = process.env.DATABASE_URL;
if (!url) fail("DATABASE_URL is missing; see .env.example.");
await migrate(url as string).catch((error: Error) =>
  fail(
    `The tables could not be brought up to date: ${error.message}${error.cause instanceof Error ? ` (${error.cause.message})` : ""}`,
  ),
);
process.stdout.write("the tables are up to date\n");

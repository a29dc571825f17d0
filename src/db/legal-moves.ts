import { legalMoves as movesOfTheLives } from "#domain/machines.ts";
import type { Sql } from "./client.ts";

/** Writes what the tables of the lives allow, in one transaction: the triggers ask for it at every change of state. */
export async function writeLegalMoves(owner: Sql): Promise<void> {
  const moves = movesOfTheLives();
  await owner.begin(async (tx) => {
    await tx`DELETE FROM legal_moves`;
    await tx`INSERT INTO legal_moves ${tx(moves, "life", "from", "to", "by")}`;
  });
}

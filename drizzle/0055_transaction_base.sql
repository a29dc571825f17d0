-- What is counted on to the server's own numbers of transactions: what the server that the record was restored from had
-- come to. In a body, not in a row: it costs nothing where orders are written. `raiseTransactionBase` writes it anew.
CREATE FUNCTION transaction_base() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 0::bigint';--> statement-breakpoint
ALTER TABLE "audit_events" ALTER COLUMN "transaction_id" SET DEFAULT pg_current_xact_id()::text::bigint + transaction_base();--> statement-breakpoint
CREATE INDEX "audit_events_by_transaction" ON "audit_events" USING brin ("transaction_id") WITH (autosummarize=true);

ALTER TABLE "cycles" ADD COLUMN "thinned_at" timestamptz(3);--> statement-breakpoint
-- What goes when a round's keep is over; the policies leave taking away to the system.
GRANT DELETE ON photos, notices, client_events, list_imports, demo_inbox TO baogong_app;

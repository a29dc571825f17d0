CREATE TABLE "audit_checks" (
	"at" timestamptz(3) PRIMARY KEY NOT NULL,
	"links" integer NOT NULL,
	"events" integer NOT NULL,
	"broken_link" integer,
	"anchors" integer NOT NULL,
	"anchored_link" integer
);
--> statement-breakpoint
CREATE TABLE "security_events" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"hour" timestamptz(3) NOT NULL,
	"kind" text NOT NULL,
	"user_id" uuid,
	"step" text NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	"last_at" timestamptz(3) NOT NULL,
	CONSTRAINT "security_events_once_an_hour" UNIQUE NULLS NOT DISTINCT("hour","kind","user_id","step")
);
--> statement-breakpoint
ALTER TABLE "security_events" ADD CONSTRAINT "security_events_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "security_events_by_time" ON "security_events" USING btree ("last_at");--> statement-breakpoint
CREATE INDEX "audit_events_by_day" ON "audit_events" USING brin ("at");--> statement-breakpoint
-- The sign-in counts what it sees, under its own login; who looks into the record reads it.
GRANT SELECT, INSERT, UPDATE, DELETE ON security_events TO baogong_auth;--> statement-breakpoint
GRANT SELECT ON security_events TO baogong_app;--> statement-breakpoint
ALTER TABLE security_events ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON security_events TO baogong_app USING ((SELECT app_is('SYS', 'DESK', 'AUD')));--> statement-breakpoint
CREATE POLICY counted ON security_events TO baogong_auth USING (true) WITH CHECK (true);--> statement-breakpoint
GRANT SELECT, INSERT ON audit_checks TO baogong_app;--> statement-breakpoint
ALTER TABLE audit_checks ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON audit_checks USING ((SELECT app_is('SYS', 'DESK', 'AUD')));--> statement-breakpoint
CREATE POLICY added_by ON audit_checks AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT app_is('SYS')));--> statement-breakpoint
CREATE POLICY changed_by ON audit_checks AS RESTRICTIVE FOR UPDATE USING (false);--> statement-breakpoint
CREATE POLICY taken_by ON audit_checks AS RESTRICTIVE FOR DELETE USING (false);--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checks FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();

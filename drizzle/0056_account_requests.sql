CREATE TYPE "public"."account_request_state" AS ENUM('asked', 'confirmed', 'done', 'withdrawn');--> statement-breakpoint
CREATE TABLE "account_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"act" text NOT NULL,
	"state" "account_request_state" DEFAULT 'asked' NOT NULL,
	"reason" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamptz(3) NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamptz(3),
	CONSTRAINT "account_requests_confirmed_by_another" CHECK ("account_requests"."state" not in ('confirmed', 'done') or ("account_requests"."decided_by" is not null and "account_requests"."decided_by" <> "account_requests"."asked_by"))
);
--> statement-breakpoint
ALTER TABLE "account_requests" ADD CONSTRAINT "account_requests_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_requests" ADD CONSTRAINT "account_requests_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_requests" ADD CONSTRAINT "account_requests_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_requests_one_open_of_a_kind" ON "account_requests" USING btree ("user_id","act") WHERE "account_requests"."state" = 'asked';--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON account_requests TO baogong_app;--> statement-breakpoint
ALTER TABLE account_requests ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON account_requests USING ((SELECT app_is('DESK')));--> statement-breakpoint
-- One asks as himself, and whoever decides it bears his own name: nobody is both.
CREATE POLICY added_by ON account_requests AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT app_is('DESK')) AND asked_by = (SELECT app_user()) AND state = 'asked');--> statement-breakpoint
CREATE POLICY changed_by ON account_requests AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK ((SELECT app_is('DESK')) AND decided_by = (SELECT app_user()));--> statement-breakpoint
CREATE POLICY taken_by ON account_requests AS RESTRICTIVE FOR DELETE USING (false);--> statement-breakpoint
CREATE TRIGGER legal_move BEFORE UPDATE OF state ON account_requests FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION refuse_illegal_move('account_request');

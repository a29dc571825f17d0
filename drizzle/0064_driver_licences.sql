CREATE TABLE "driver_licences" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"class" text NOT NULL,
	"valid_to" date NOT NULL
);
--> statement-breakpoint
ALTER TABLE "vehicle_types" ADD COLUMN "licence_class" text;--> statement-breakpoint
ALTER TABLE "driver_licences" ADD CONSTRAINT "driver_licences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- The desk writes it down; who plans and clears trips reads it, and the driver his own.
GRANT SELECT, INSERT, UPDATE ON driver_licences TO baogong_app;--> statement-breakpoint
ALTER TABLE driver_licences ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON driver_licences USING ((SELECT app_is('SYS', 'DESK', 'DIS', 'DEP', 'AUD')) OR user_id = (SELECT app_user()));--> statement-breakpoint
CREATE POLICY added_by ON driver_licences AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT app_is('DESK')));--> statement-breakpoint
CREATE POLICY changed_by ON driver_licences AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK ((SELECT app_is('DESK')));--> statement-breakpoint
CREATE POLICY taken_by ON driver_licences AS RESTRICTIVE FOR DELETE USING (false);

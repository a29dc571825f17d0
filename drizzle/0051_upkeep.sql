CREATE TABLE "price_caps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"percent" integer,
	"from" date NOT NULL,
	"order_number" text NOT NULL,
	"stated_by" uuid,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "price_caps_one_from_a_day" UNIQUE("from"),
	CONSTRAINT "price_caps_percent" CHECK ("price_caps"."percent" between 0 and 1000)
);
--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "cold_hours" integer;--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "picture" text;--> statement-breakpoint
ALTER TABLE "package_versions" ADD COLUMN "cold_hours" integer;--> statement-breakpoint
ALTER TABLE "package_versions" ADD COLUMN "people_from" integer;--> statement-breakpoint
ALTER TABLE "package_versions" ADD COLUMN "people_to" integer;--> statement-breakpoint
ALTER TABLE "packages" ADD COLUMN "variant_of" uuid;--> statement-breakpoint
ALTER TABLE "packages" ADD CONSTRAINT "packages_variant_of_packages_id_fk" FOREIGN KEY ("variant_of") REFERENCES "public"."packages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_versions" ADD CONSTRAINT "package_versions_people" CHECK ("package_versions"."people_from" between 1 and "package_versions"."people_to");--> statement-breakpoint
-- A cap names nobody and is read by all; the desk states it, and nobody changes what was stated.
GRANT SELECT, INSERT ON price_caps TO baogong_app;--> statement-breakpoint
ALTER TABLE price_caps ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON price_caps USING (true);--> statement-breakpoint
CREATE POLICY added_by ON price_caps AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT app_is('SYS', 'DESK')));--> statement-breakpoint
CREATE POLICY changed_by ON price_caps AS RESTRICTIVE FOR UPDATE USING (false);--> statement-breakpoint
CREATE POLICY taken_by ON price_caps AS RESTRICTIVE FOR DELETE USING (false);--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON price_caps FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();

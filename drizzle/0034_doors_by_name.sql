ALTER TABLE "buildings" DROP CONSTRAINT "buildings_number_in_community";--> statement-breakpoint
ALTER TABLE "households" ALTER COLUMN "size" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "buildings" ADD COLUMN "name" text;--> statement-breakpoint
UPDATE "buildings" SET "name" = "number"::text;--> statement-breakpoint
ALTER TABLE "buildings" ALTER COLUMN "name" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "stated_homes" integer;--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "stated_elders_alone" integer;--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "stated_without_phone" integer;--> statement-breakpoint
ALTER TABLE "grids" ADD COLUMN "kind" text DEFAULT 'community' NOT NULL;--> statement-breakpoint
ALTER TABLE "households" ADD COLUMN "needs_from" text;--> statement-breakpoint
ALTER TABLE "households" ADD COLUMN "needs_said_on" date;--> statement-breakpoint
CREATE INDEX "households_with_invented_needs" ON "households" USING btree ("community_id") WHERE "households"."needs_from" = 'invented';--> statement-breakpoint
ALTER TABLE "buildings" ADD CONSTRAINT "buildings_name_in_community" UNIQUE("community_id","name");--> statement-breakpoint
-- Until now no screen could record a need: those that are there were handed out by arithmetic when the place was imported.
UPDATE "households" SET "needs_from" = 'invented' WHERE "tags" <> '{}';--> statement-breakpoint
ALTER TABLE "households" ADD CONSTRAINT "households_needs_have_a_source" CHECK (("households"."tags" = '{}') = ("households"."needs_from" is null) and ("households"."needs_from" is not distinct from 'said') = ("households"."needs_said_on" is not null));
ALTER TABLE "offers" ADD COLUMN "taken_off" text;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_taken_off" CHECK ("offers"."taken_off" is null or "offers"."offered" = 0);
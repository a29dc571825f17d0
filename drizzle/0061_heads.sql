ALTER TABLE "households" ADD COLUMN "heads" integer;--> statement-breakpoint
ALTER TABLE "households" ADD CONSTRAINT "households_heads" CHECK ("households"."heads" between 1 and 5000);
ALTER TYPE "public"."stop_state" ADD VALUE 'given_up';--> statement-breakpoint
ALTER TABLE "stops" ADD COLUMN "counted_back" integer;--> statement-breakpoint
ALTER TABLE "stops" ADD COLUMN "missing_back" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "stops" ADD COLUMN "back_at" text;
ALTER TYPE "public"."handover_state" ADD VALUE 'on_paper';--> statement-breakpoint
ALTER TYPE "public"."handover_state" ADD VALUE 'set_down';--> statement-breakpoint
ALTER TYPE "public"."handover_state" ADD VALUE 'withdrawn';--> statement-breakpoint
ALTER TABLE "handovers" ADD COLUMN "way" text;--> statement-breakpoint
ALTER TABLE "handovers" ADD COLUMN "code_tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "handovers" ADD COLUMN "giver_name" text;--> statement-breakpoint
ALTER TABLE "handovers" ADD COLUMN "receiver_name" text;--> statement-breakpoint
ALTER TABLE "trips" ADD COLUMN "broken_down_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "set_down_zone" text;
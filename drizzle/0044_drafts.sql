ALTER TABLE "cycles" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "cycles" ADD COLUMN "quotas_written" jsonb DEFAULT '[]'::jsonb NOT NULL;
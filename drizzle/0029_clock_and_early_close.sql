ALTER TABLE "app_clock" ADD COLUMN "going_to" timestamptz(3);--> statement-breakpoint
ALTER TABLE "cycles" ADD COLUMN "cut_early_reason" text;--> statement-breakpoint
ALTER TABLE "cycles" ADD COLUMN "cut_early_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "grid_sheets" ADD COLUMN "taken_reason" text;--> statement-breakpoint
ALTER TABLE "grid_sheets" ADD COLUMN "taken_at" timestamptz(3);
CREATE TABLE "app_clock" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"ahead" interval DEFAULT '0' NOT NULL,
	"stands_at" timestamptz(3),
	CONSTRAINT "app_clock_is_one" CHECK ("app_clock"."one")
);
--> statement-breakpoint
CREATE TABLE "legal_moves" (
	"life" text NOT NULL,
	"from" text NOT NULL,
	"to" text NOT NULL,
	CONSTRAINT "legal_moves_life_from_to_pk" PRIMARY KEY("life","from","to")
);
--> statement-breakpoint
ALTER TABLE "handovers" ADD COLUMN "counted_of" jsonb;
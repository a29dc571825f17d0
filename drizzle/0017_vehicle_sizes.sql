ALTER TABLE "vehicle_types" ADD COLUMN "height_cm" integer;--> statement-breakpoint
ALTER TABLE "vehicle_types" ADD COLUMN "gross_weight_kg" integer;--> statement-breakpoint
ALTER TABLE "vehicle_types" ADD CONSTRAINT "vehicle_types_have_size" CHECK ("vehicle_types"."height_cm" > 0 and "vehicle_types"."gross_weight_kg" > "vehicle_types"."max_weight_kg");
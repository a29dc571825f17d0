-- A name is kept in every language that it is given in, by language tag: a third language is no new column.
CREATE DOMAIN names AS jsonb CHECK (VALUE ? 'zh-CN');--> statement-breakpoint
ALTER TABLE "districts" ADD COLUMN "name" names;--> statement-breakpoint
UPDATE "districts" SET "name" = jsonb_build_object('zh-CN', name_zh, 'en', name_en);--> statement-breakpoint
ALTER TABLE "districts" ALTER COLUMN "name" SET NOT NULL, DROP COLUMN "name_zh", DROP COLUMN "name_en";--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "name" names;--> statement-breakpoint
ALTER TABLE "communities" ADD COLUMN "subdistrict" names;--> statement-breakpoint
UPDATE "communities" SET "name" = jsonb_build_object('zh-CN', name_zh, 'en', name_en), "subdistrict" = jsonb_build_object('zh-CN', subdistrict_zh, 'en', subdistrict_en);--> statement-breakpoint
ALTER TABLE "communities" ALTER COLUMN "name" SET NOT NULL, DROP COLUMN "name_zh", DROP COLUMN "name_en", ALTER COLUMN "subdistrict" SET NOT NULL, DROP COLUMN "subdistrict_zh", DROP COLUMN "subdistrict_en";--> statement-breakpoint
ALTER TABLE "supermarkets" ADD COLUMN "name" names;--> statement-breakpoint
UPDATE "supermarkets" SET "name" = jsonb_build_object('zh-CN', name_zh, 'en', name_en);--> statement-breakpoint
ALTER TABLE "supermarkets" ALTER COLUMN "name" SET NOT NULL, DROP COLUMN "name_zh", DROP COLUMN "name_en";--> statement-breakpoint
ALTER TABLE "depots" ADD COLUMN "name" names;--> statement-breakpoint
UPDATE "depots" SET "name" = jsonb_build_object('zh-CN', name_zh, 'en', name_en);--> statement-breakpoint
ALTER TABLE "depots" ALTER COLUMN "name" SET NOT NULL, DROP COLUMN "name_zh", DROP COLUMN "name_en";--> statement-breakpoint
ALTER TABLE "vehicle_types" ADD COLUMN "name" names;--> statement-breakpoint
UPDATE "vehicle_types" SET "name" = jsonb_build_object('zh-CN', name_zh, 'en', name_en);--> statement-breakpoint
ALTER TABLE "vehicle_types" ALTER COLUMN "name" SET NOT NULL, DROP COLUMN "name_zh", DROP COLUMN "name_en";--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "name" names;--> statement-breakpoint
UPDATE "items" SET "name" = jsonb_build_object('zh-CN', name_zh, 'en', name_en);--> statement-breakpoint
ALTER TABLE "items" ALTER COLUMN "name" SET NOT NULL, DROP COLUMN "name_zh", DROP COLUMN "name_en";--> statement-breakpoint
ALTER TABLE "packages" ADD COLUMN "name" names;--> statement-breakpoint
UPDATE "packages" SET "name" = jsonb_build_object('zh-CN', name_zh, 'en', name_en);--> statement-breakpoint
ALTER TABLE "packages" ALTER COLUMN "name" SET NOT NULL, DROP COLUMN "name_zh", DROP COLUMN "name_en";
--> statement-breakpoint
-- Lists that are handed in and not taken in yet are kept as they will be laid out.
UPDATE place_imports SET places = (
  SELECT coalesce(jsonb_agg((p - '{nameZh,nameEn,subdistrictZh,subdistrictEn,districtZh}'::text[]) || jsonb_build_object(
    'name', jsonb_build_object('zh-CN', p ->> 'nameZh', 'en', p ->> 'nameEn'),
    'subdistrict', jsonb_build_object('zh-CN', p ->> 'subdistrictZh', 'en', p ->> 'subdistrictEn'),
    'district', p ->> 'districtZh') ORDER BY n), '[]')
  FROM jsonb_array_elements(places) WITH ORDINALITY AS e (p, n));

CREATE TYPE "public"."account_kind" AS ENUM('household', 'supermarket', 'cash_box', 'escrow', 'clearing', 'waiver', 'donation');--> statement-breakpoint
CREATE TYPE "public"."handover_state" AS ENUM('offered', 'counted', 'agreed', 'disputed', 'resolved');--> statement-breakpoint
CREATE TYPE "public"."stop_state" AS ENUM('planned', 'approaching', 'arrived', 'waiting', 'unloading', 'handed_over', 'part_handed', 'refused', 'skipped', 're_planned');--> statement-breakpoint
CREATE TYPE "public"."trip_state" AS ENUM('draft', 'planned', 'published', 'ready', 'loading', 'sealed', 'departed', 'running', 'diverted', 'broken_down', 'transferred', 'returned', 'disinfected', 'closed', 'cancelled');--> statement-breakpoint
CREATE TYPE "public"."cycle_state" AS ENUM('draft', 'published', 'open', 'closing', 'closed', 'allocated', 'fulfilling', 'reconciling', 'settled', 'archived', 'cancelled');--> statement-breakpoint
CREATE TYPE "public"."shortage_policy" AS ENUM('need_first', 'equal', 'first_come', 'rotate');--> statement-breakpoint
CREATE TYPE "public"."order_channel" AS ENUM('app', 'proxy', 'import');--> statement-breakpoint
CREATE TYPE "public"."order_state" AS ENUM('draft', 'submitted', 'needs_review', 'confirmed', 'locked', 'allocated', 'shorted_out', 'packed', 'in_transit', 'at_gate', 'delivered', 'partly_delivered', 'held', 'returned', 'failed', 'cancelled', 'closed');--> statement-breakpoint
CREATE TYPE "public"."payment_state" AS ENUM('due', 'claimed', 'matched', 'settled', 'rejected', 'waived', 'cash_received', 'banked', 'refund_due', 'refunded');--> statement-breakpoint
CREATE TYPE "public"."sheet_state" AS ENUM('collecting', 'reviewing', 'submitted', 'returned', 'accepted', 'frozen', 'reconciled');--> statement-breakpoint
CREATE TYPE "public"."claim_kind" AS ENUM('missing', 'damaged', 'rotten', 'wrong', 'short_weight', 'expired', 'price', 'other');--> statement-breakpoint
CREATE TYPE "public"."claim_state" AS ENUM('opened', 'accepted', 'rejected', 'reopened', 'escalated', 'remedied', 'closed');--> statement-breakpoint
CREATE TYPE "public"."membership_state" AS ENUM('requested', 'verified', 'declined', 'left');--> statement-breakpoint
CREATE TYPE "public"."role" AS ENUM('RES', 'GW', 'COM', 'SUP', 'SUPM', 'DIS', 'DRV', 'DEP', 'DESK', 'PRI', 'RSV', 'AUD', 'SYS');--> statement-breakpoint
CREATE TYPE "public"."bag_state" AS ENUM('created', 'packed', 'staged', 'loaded', 'in_transit', 'at_gate', 'with_grid', 'reassigned', 'delivered', 'returned', 'restocked', 'donated', 'scrapped', 'lost', 'found', 'damaged');--> statement-breakpoint
CREATE TYPE "public"."batch_state" AS ENUM('pending', 'accepted', 'rejected', 'recalled', 'picking', 'picked', 'packed', 'staged', 'loading', 'loaded', 'dispatched', 'delivered', 'settled');--> statement-breakpoint
CREATE TYPE "public"."zone_level" AS ENUM('lockdown', 'control', 'prevention');--> statement-breakpoint
CREATE TYPE "public"."zone_state" AS ENUM('draft', 'approved', 'effective', 'superseded', 'lifted');--> statement-breakpoint
CREATE TABLE "auth_accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"password" text,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "rate_limits_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "two_factors" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"verified" boolean DEFAULT true,
	"failed_verification_count" integer,
	"locked_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"username" text,
	"display_username" text,
	"phone_number" text,
	"phone_number_verified" boolean,
	"two_factor_enabled" boolean DEFAULT false,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email"),
	CONSTRAINT "users_username_unique" UNIQUE("username"),
	CONSTRAINT "users_phoneNumber_unique" UNIQUE("phone_number")
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" "account_kind" NOT NULL,
	"owner_id" uuid,
	"grid_id" uuid
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_entries_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"transaction_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"account_id" uuid NOT NULL,
	"amount_fen" bigint NOT NULL,
	"cycle_id" uuid,
	"order_id" uuid,
	"household_id" uuid,
	"supermarket_id" uuid,
	"grid_id" uuid,
	"by" uuid,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "ledger_entries_move_something" CHECK ("ledger_entries"."amount_fen" <> 0)
);
--> statement-breakpoint
CREATE TABLE "handovers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"stop_id" uuid NOT NULL,
	"grid_id" uuid NOT NULL,
	"state" "handover_state" DEFAULT 'offered' NOT NULL,
	"offered" integer NOT NULL,
	"counted" integer,
	"agreed" integer,
	"refused" integer DEFAULT 0 NOT NULL,
	"lost" integer DEFAULT 0 NOT NULL,
	"back_on_board" integer DEFAULT 0 NOT NULL,
	"giver" uuid,
	"receiver" uuid,
	"zone_level" text,
	"mode" text NOT NULL,
	"ruling" text,
	"photo" text,
	"offered_at" timestamptz(3) NOT NULL,
	"settled_at" timestamptz(3),
	CONSTRAINT "handovers_one_per_grid_and_stop" UNIQUE("stop_id","grid_id"),
	CONSTRAINT "handovers_add_up" CHECK ("handovers"."agreed" is null or "handovers"."offered" = "handovers"."agreed" + "handovers"."refused" + "handovers"."lost" + "handovers"."back_on_board")
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"id" uuid PRIMARY KEY NOT NULL,
	"cycle_id" uuid NOT NULL,
	"state" text NOT NULL,
	"seed" integer NOT NULL,
	"progress" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"summary" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"left_out" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"requested_by" uuid,
	"requested_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stop_loads" (
	"stop_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"planned" integer NOT NULL,
	"loaded" integer,
	CONSTRAINT "stop_loads_stop_id_batch_id_pk" PRIMARY KEY("stop_id","batch_id"),
	CONSTRAINT "stop_loads_within_plan" CHECK ("stop_loads"."planned" > 0 and coalesce("stop_loads"."loaded", 0) between 0 and "stop_loads"."planned")
);
--> statement-breakpoint
CREATE TABLE "stops" (
	"id" uuid PRIMARY KEY NOT NULL,
	"trip_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"community_id" uuid NOT NULL,
	"state" "stop_state" DEFAULT 'planned' NOT NULL,
	"planned_arrive_at" timestamptz(3) NOT NULL,
	"planned_leave_at" timestamptz(3) NOT NULL,
	"arrived_at" timestamptz(3),
	"left_at" timestamptz(3),
	"reason" text,
	CONSTRAINT "stops_sequence_in_trip" UNIQUE("trip_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "trips" (
	"id" uuid PRIMARY KEY NOT NULL,
	"cycle_id" uuid NOT NULL,
	"plan_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" "trip_state" DEFAULT 'planned' NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"driver_id" uuid,
	"supermarket_id" uuid NOT NULL,
	"depot_id" uuid NOT NULL,
	"dock_at" timestamptz(3) NOT NULL,
	"depart_at" timestamptz(3) NOT NULL,
	"back_at" timestamptz(3) NOT NULL,
	"metres" integer NOT NULL,
	"seconds" integer NOT NULL,
	"disinfected_before_at" timestamptz(3),
	"driver_cleared_at" timestamptz(3),
	"seal_number" text,
	"departed_at" timestamptz(3),
	"returned_at" timestamptz(3),
	"disinfected_after_at" timestamptz(3),
	"reason" text,
	CONSTRAINT "trips_number_in_cycle" UNIQUE("cycle_id","number"),
	CONSTRAINT "trips_times_in_order" CHECK ("trips"."dock_at" <= "trips"."depart_at" and "trips"."depart_at" <= "trips"."back_at"),
	CONSTRAINT "trips_sealed_has_number" CHECK ("trips"."state" not in ('sealed','departed','running') or "trips"."seal_number" is not null)
);
--> statement-breakpoint
CREATE TABLE "vehicle_types" (
	"code" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"max_bags" integer NOT NULL,
	"max_weight_kg" integer NOT NULL,
	"max_volume_litres" integer NOT NULL,
	"speed_kmh" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vehicles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"type_code" text NOT NULL,
	"depot_id" uuid NOT NULL,
	"driver_id" uuid,
	"in_service" boolean DEFAULT true NOT NULL,
	CONSTRAINT "vehicles_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "allocation_runs" (
	"cycle_id" uuid NOT NULL,
	"run" integer NOT NULL,
	"state" text NOT NULL,
	"policy" "shortage_policy" NOT NULL,
	"summary" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"requested_at" timestamptz(3) NOT NULL,
	CONSTRAINT "allocation_runs_cycle_id_run_pk" PRIMARY KEY("cycle_id","run")
);
--> statement-breakpoint
CREATE TABLE "cycles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"state" "cycle_state" DEFAULT 'draft' NOT NULL,
	"opens_at" timestamptz(3) NOT NULL,
	"cut_off_at" timestamptz(3) NOT NULL,
	"grace_ends_at" timestamptz(3) NOT NULL,
	"delivery_day" date NOT NULL,
	"policy" "shortage_policy" DEFAULT 'need_first' NOT NULL,
	"grid_minimum_bags" integer DEFAULT 0 NOT NULL,
	"price_card_signed_by" text,
	"price_card_signed_at" timestamptz(3),
	CONSTRAINT "cycles_number_unique" UNIQUE("number"),
	CONSTRAINT "cycles_times_in_order" CHECK ("cycles"."opens_at" < "cycles"."cut_off_at" and "cycles"."cut_off_at" <= "cycles"."grace_ends_at")
);
--> statement-breakpoint
CREATE TABLE "grid_quotas" (
	"cycle_id" uuid NOT NULL,
	"package_version_id" uuid NOT NULL,
	"grid_id" uuid NOT NULL,
	"quota" integer NOT NULL,
	"reserved" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "grid_quotas_cycle_id_package_version_id_grid_id_pk" PRIMARY KEY("cycle_id","package_version_id","grid_id"),
	CONSTRAINT "grid_quotas_never_exceeded" CHECK ("grid_quotas"."reserved" between 0 and "grid_quotas"."quota")
);
--> statement-breakpoint
CREATE TABLE "items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"unit" text NOT NULL,
	"unit_kind" text NOT NULL,
	"price_fen" bigint NOT NULL,
	"cost_fen" bigint NOT NULL,
	"shelf_life_hours" integer NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "items_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "offers" (
	"cycle_id" uuid NOT NULL,
	"package_version_id" uuid NOT NULL,
	"price_fen" bigint NOT NULL,
	"household_limit" integer NOT NULL,
	"offered" integer NOT NULL,
	"reserved" integer DEFAULT 0 NOT NULL,
	"case_size" integer DEFAULT 1 NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "offers_cycle_id_package_version_id_pk" PRIMARY KEY("cycle_id","package_version_id"),
	CONSTRAINT "offers_never_oversold" CHECK ("offers"."reserved" between 0 and "offers"."offered"),
	CONSTRAINT "offers_price" CHECK ("offers"."price_fen" >= 0)
);
--> statement-breakpoint
CREATE TABLE "package_lines" (
	"package_version_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"tenths" integer NOT NULL,
	"line_fen" bigint NOT NULL,
	CONSTRAINT "package_lines_package_version_id_item_id_pk" PRIMARY KEY("package_version_id","item_id"),
	CONSTRAINT "package_lines_positive" CHECK ("package_lines"."tenths" > 0 and "package_lines"."line_fen" >= 0)
);
--> statement-breakpoint
CREATE TABLE "package_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"package_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"price_fen" bigint NOT NULL,
	"fee_fen" bigint NOT NULL,
	"weight_grams" integer NOT NULL,
	"volume_ml" integer NOT NULL,
	"shelf_life_hours" integer NOT NULL,
	"fragile" boolean NOT NULL,
	"cold_chain" boolean NOT NULL,
	"household_limit" integer NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "package_versions_number" UNIQUE("package_id","version"),
	CONSTRAINT "package_versions_not_free_of_charge" CHECK ("package_versions"."price_fen" > 0 and "package_versions"."fee_fen" >= 0),
	CONSTRAINT "package_versions_limit" CHECK ("package_versions"."household_limit" between 1 and 99)
);
--> statement-breakpoint
CREATE TABLE "packages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"letter" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	CONSTRAINT "packages_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "supply_commits" (
	"cycle_id" uuid NOT NULL,
	"supermarket_id" uuid NOT NULL,
	"package_version_id" uuid NOT NULL,
	"committed" integer NOT NULL,
	"allocated" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "supply_commits_cycle_id_supermarket_id_package_version_id_pk" PRIMARY KEY("cycle_id","supermarket_id","package_version_id"),
	CONSTRAINT "supply_commits_not_overdrawn" CHECK ("supply_commits"."allocated" between 0 and "supply_commits"."committed")
);
--> statement-breakpoint
CREATE TABLE "grid_sheets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"cycle_id" uuid NOT NULL,
	"grid_id" uuid NOT NULL,
	"community_id" uuid NOT NULL,
	"state" "sheet_state" NOT NULL,
	"checksum" text,
	"totals" jsonb,
	"bags" integer,
	"homes" integer,
	"return_reason" text,
	"submitted_at" timestamptz(3),
	"frozen_at" timestamptz(3),
	CONSTRAINT "grid_sheets_one_per_cycle" UNIQUE("cycle_id","grid_id"),
	CONSTRAINT "grid_sheets_frozen_has_checksum" CHECK ("grid_sheets"."state" not in ('submitted','accepted','frozen','reconciled') or "grid_sheets"."checksum" is not null)
);
--> statement-breakpoint
CREATE TABLE "household_orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"cycle_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"grid_id" uuid NOT NULL,
	"community_id" uuid NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "household_orders_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"state" "order_state" NOT NULL,
	"payment" "payment_state" DEFAULT 'due' NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"channel" "order_channel" NOT NULL,
	"placed_by" uuid,
	"idempotency_key" text NOT NULL,
	"total_fen" bigint NOT NULL,
	"note" text,
	"pickup_code" text NOT NULL,
	"review_reasons" text[] DEFAULT '{}' NOT NULL,
	"placed_at" timestamptz(3) NOT NULL,
	"changed_at" timestamptz(3) NOT NULL,
	CONSTRAINT "household_orders_idempotencyKey_unique" UNIQUE("idempotency_key"),
	CONSTRAINT "household_orders_total_not_negative" CHECK ("household_orders"."total_fen" >= 0)
);
--> statement-breakpoint
CREATE TABLE "late_requests" (
	"idempotency_key" text PRIMARY KEY NOT NULL,
	"cycle_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"grid_id" uuid NOT NULL,
	"lines" jsonb NOT NULL,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"order_id" uuid NOT NULL,
	"cycle_id" uuid NOT NULL,
	"package_version_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"grid_id" uuid NOT NULL,
	"community_id" uuid NOT NULL,
	"building_id" uuid NOT NULL,
	"price_fen" bigint NOT NULL,
	"wanted" integer NOT NULL,
	"accept_up_to" integer NOT NULL,
	"cancelled_before_lock" integer DEFAULT 0 NOT NULL,
	"locked" integer,
	"extra_alloc" integer DEFAULT 0 NOT NULL,
	"allocated" integer,
	"shorted_alloc" integer,
	"packed" integer,
	"shorted_pick" integer,
	"delivered" integer DEFAULT 0 NOT NULL,
	"returned" integer DEFAULT 0 NOT NULL,
	"scrapped" integer DEFAULT 0 NOT NULL,
	"lost" integer DEFAULT 0 NOT NULL,
	"damaged" integer DEFAULT 0 NOT NULL,
	"short_reason" jsonb,
	CONSTRAINT "order_lines_one_per_package" UNIQUE("order_id","package_version_id"),
	CONSTRAINT "order_lines_wanted" CHECK ("order_lines"."wanted" >= 0 and "order_lines"."accept_up_to" >= "order_lines"."wanted" and "order_lines"."cancelled_before_lock" between 0 and "order_lines"."wanted"),
	CONSTRAINT "order_lines_wanted_is_cancelled_or_locked" CHECK ("order_lines"."locked" is null or "order_lines"."wanted" = "order_lines"."cancelled_before_lock" + "order_lines"."locked"),
	CONSTRAINT "order_lines_locked_is_allocated_or_short" CHECK ("order_lines"."allocated" is null or ("order_lines"."locked" is not null and "order_lines"."shorted_alloc" is not null and "order_lines"."shorted_alloc" >= 0 and "order_lines"."locked" + "order_lines"."extra_alloc" = "order_lines"."allocated" + "order_lines"."shorted_alloc")),
	CONSTRAINT "order_lines_allocated_is_packed_or_short" CHECK ("order_lines"."packed" is null or ("order_lines"."allocated" is not null and "order_lines"."shorted_pick" is not null and "order_lines"."shorted_pick" >= 0 and "order_lines"."allocated" = "order_lines"."packed" + "order_lines"."shorted_pick")),
	CONSTRAINT "order_lines_ends_within_packed" CHECK (least("order_lines"."delivered", "order_lines"."returned", "order_lines"."scrapped", "order_lines"."lost", "order_lines"."damaged") >= 0 and "order_lines"."delivered" + "order_lines"."returned" + "order_lines"."scrapped" + "order_lines"."lost" + "order_lines"."damaged" <= coalesce("order_lines"."packed", 0))
);
--> statement-breakpoint
CREATE TABLE "order_revisions" (
	"order_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"act" text NOT NULL,
	"lines" jsonb NOT NULL,
	"by" uuid,
	"reason" text,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "order_revisions_order_id_revision_pk" PRIMARY KEY("order_id","revision")
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_events_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamptz(3) NOT NULL,
	"actor" uuid,
	"stands_in_for" uuid,
	"role" "role" NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"cycle_id" uuid,
	"reason" text,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"transaction_id" bigint DEFAULT pg_current_xact_id()::text::bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_links" (
	"number" integer PRIMARY KEY NOT NULL,
	"from_transaction" bigint NOT NULL,
	"to_transaction" bigint NOT NULL,
	"events" integer NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"id" uuid PRIMARY KEY NOT NULL,
	"cycle_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"grid_id" uuid NOT NULL,
	"kind" "claim_kind" NOT NULL,
	"state" "claim_state" DEFAULT 'opened' NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"bag_number" integer,
	"answer" text,
	"remedy" text,
	"refund_fen" bigint DEFAULT 0 NOT NULL,
	"reopened" integer DEFAULT 0 NOT NULL,
	"answer_by" timestamptz(3) NOT NULL,
	"opened_at" timestamptz(3) NOT NULL,
	"settled_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "client_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"outcome" jsonb NOT NULL,
	"user_id" uuid,
	"device_at" timestamptz(3),
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "demo_inbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"phone" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dedupe_key" text NOT NULL,
	"user_id" uuid,
	"household_id" uuid,
	"grid_id" uuid,
	"kind" text NOT NULL,
	"values" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"read_at" timestamptz(3),
	CONSTRAINT "notices_dedupeKey_unique" UNIQUE("dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "photos" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"grid_id" uuid,
	"household_id" uuid,
	"media_type" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"role" "role" NOT NULL,
	"grid_id" uuid,
	"community_id" uuid,
	"supermarket_id" uuid,
	"depot_id" uuid,
	"label" text,
	"stands_in_for" uuid,
	"from" timestamptz(3) NOT NULL,
	"to" timestamptz(3),
	CONSTRAINT "assignments_end_after_they_start" CHECK ("assignments"."to" is null or "assignments"."to" > "assignments"."from"),
	CONSTRAINT "assignments_of_grid_workers_name_a_grid" CHECK ("assignments"."role" <> 'GW' or "assignments"."grid_id" is not null),
	CONSTRAINT "assignments_of_clerks_name_a_community" CHECK ("assignments"."role" <> 'COM' or "assignments"."community_id" is not null),
	CONSTRAINT "assignments_of_stores_name_one" CHECK ("assignments"."role" not in ('SUP','SUPM') or "assignments"."supermarket_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "buildings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"grid_id" uuid NOT NULL,
	"community_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"units" integer NOT NULL,
	"floors" integer NOT NULL,
	"doors_per_floor" integer NOT NULL,
	CONSTRAINT "buildings_number_in_community" UNIQUE("community_id","number"),
	CONSTRAINT "buildings_have_doors" CHECK ("buildings"."units" > 0 and "buildings"."floors" > 0 and "buildings"."doors_per_floor" > 0)
);
--> statement-breakpoint
CREATE TABLE "communities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"subdistrict_zh" text NOT NULL,
	"subdistrict_en" text NOT NULL,
	"district_id" uuid NOT NULL,
	"lat" double precision NOT NULL,
	"lng" double precision NOT NULL,
	"point_quality" text NOT NULL,
	"gate_opens_seconds" integer NOT NULL,
	"gate_closes_seconds" integer NOT NULL,
	"bus_accessible" boolean NOT NULL,
	"transfer_mode" text,
	CONSTRAINT "communities_code_unique" UNIQUE("code"),
	CONSTRAINT "communities_gate_opens_before_it_closes" CHECK ("communities"."gate_opens_seconds" < "communities"."gate_closes_seconds"),
	CONSTRAINT "communities_on_the_globe" CHECK ("communities"."lat" between -90 and 90 and "communities"."lng" between -180 and 180)
);
--> statement-breakpoint
CREATE TABLE "depots" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"lat" double precision NOT NULL,
	"lng" double precision NOT NULL,
	"point_quality" text NOT NULL,
	CONSTRAINT "depots_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "districts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	CONSTRAINT "districts_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "grids" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"number" integer NOT NULL,
	CONSTRAINT "grids_number_in_community" UNIQUE("community_id","number")
);
--> statement-breakpoint
CREATE TABLE "households" (
	"id" uuid PRIMARY KEY NOT NULL,
	"grid_id" uuid NOT NULL,
	"community_id" uuid NOT NULL,
	"building_id" uuid NOT NULL,
	"unit" integer NOT NULL,
	"floor" integer NOT NULL,
	"room" text NOT NULL,
	"size" integer NOT NULL,
	"vacant" boolean DEFAULT false NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"join_code" text,
	CONSTRAINT "households_door" UNIQUE("building_id","unit","room"),
	CONSTRAINT "households_size" CHECK ("households"."size" between 0 and 30)
);
--> statement-breakpoint
CREATE TABLE "persons" (
	"id" uuid PRIMARY KEY NOT NULL,
	"household_id" uuid NOT NULL,
	"grid_id" uuid NOT NULL,
	"user_id" uuid,
	"name" text NOT NULL,
	"phone_masked" text,
	"phone_hash" text,
	"kind" text DEFAULT 'member' NOT NULL,
	"state" "membership_state" DEFAULT 'requested' NOT NULL,
	"verified_by" text,
	"created_at" timestamptz(3) DEFAULT now() NOT NULL,
	CONSTRAINT "persons_once_per_household" UNIQUE("user_id","household_id")
);
--> statement-breakpoint
CREATE TABLE "supermarkets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"lat" double precision NOT NULL,
	"lng" double precision NOT NULL,
	"point_quality" text NOT NULL,
	"daily_capacity_bags" integer NOT NULL,
	"pickers" integer NOT NULL,
	"dock_slots" integer NOT NULL,
	"loading_opens_seconds" integer NOT NULL,
	CONSTRAINT "supermarkets_code_unique" UNIQUE("code"),
	CONSTRAINT "supermarkets_can_load" CHECK ("supermarkets"."daily_capacity_bags" >= 0 and "supermarkets"."dock_slots" > 0)
);
--> statement-breakpoint
CREATE TABLE "bags" (
	"id" uuid PRIMARY KEY NOT NULL,
	"cycle_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"batch_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"order_line_id" uuid NOT NULL,
	"package_version_id" uuid NOT NULL,
	"supermarket_id" uuid NOT NULL,
	"community_id" uuid NOT NULL,
	"grid_id" uuid NOT NULL,
	"household_id" uuid NOT NULL,
	"stop_id" uuid,
	"state" "bag_state" DEFAULT 'created' NOT NULL,
	"place" text NOT NULL,
	CONSTRAINT "bags_number_in_cycle" UNIQUE("cycle_id","number")
);
--> statement-breakpoint
CREATE TABLE "batch_lines" (
	"batch_id" uuid NOT NULL,
	"package_version_id" uuid NOT NULL,
	"allocated" integer NOT NULL,
	"packed" integer,
	"shorted" integer,
	CONSTRAINT "batch_lines_batch_id_package_version_id_pk" PRIMARY KEY("batch_id","package_version_id"),
	CONSTRAINT "batch_lines_allocated_is_packed_or_short" CHECK ("batch_lines"."allocated" > 0 and ("batch_lines"."packed" is null or "batch_lines"."allocated" = "batch_lines"."packed" + "batch_lines"."shorted"))
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"cycle_id" uuid NOT NULL,
	"supermarket_id" uuid NOT NULL,
	"community_id" uuid NOT NULL,
	"state" "batch_state" DEFAULT 'pending' NOT NULL,
	"sheet_checksums" text[] DEFAULT '{}' NOT NULL,
	"reason" text,
	"state_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "custody_events" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "custody_events_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"bag_id" uuid NOT NULL,
	"act" text NOT NULL,
	"from" "bag_state" NOT NULL,
	"to" "bag_state" NOT NULL,
	"place" text NOT NULL,
	"actor" uuid,
	"device_at" timestamptz(3),
	"at" timestamptz(3) NOT NULL,
	"proof" jsonb
);
--> statement-breakpoint
CREATE TABLE "lots" (
	"id" uuid PRIMARY KEY NOT NULL,
	"supermarket_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"code" text NOT NULL,
	"shelf" text NOT NULL,
	"expires_on" date NOT NULL,
	"paid" text DEFAULT 'paid' NOT NULL,
	CONSTRAINT "lots_code" UNIQUE("supermarket_id","code","item_id")
);
--> statement-breakpoint
CREATE TABLE "picks" (
	"cycle_id" uuid NOT NULL,
	"supermarket_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"lot_id" uuid,
	"picked_tenths" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "picks_cycle_id_supermarket_id_item_id_pk" PRIMARY KEY("cycle_id","supermarket_id","item_id"),
	CONSTRAINT "picks_not_negative" CHECK ("picks"."picked_tenths" >= 0)
);
--> statement-breakpoint
CREATE TABLE "shortage_notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"cycle_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"package_version_id" uuid,
	"bags" integer DEFAULT 0 NOT NULL,
	"item_id" uuid,
	"substitute_item_id" uuid,
	"substitute_tenths" integer,
	"refund_fen_per_bag" bigint DEFAULT 0 NOT NULL,
	"bags_touched" integer DEFAULT 0 NOT NULL,
	"reason" text NOT NULL,
	"by" uuid,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "shortage_notices_substitute_never_dearer" CHECK ("shortage_notices"."refund_fen_per_bag" >= 0)
);
--> statement-breakpoint
CREATE TABLE "zone_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"community_id" uuid NOT NULL,
	"grid_id" uuid,
	"level" "zone_level" NOT NULL,
	"state" "zone_state" DEFAULT 'draft' NOT NULL,
	"from" timestamptz(3) NOT NULL,
	"to" timestamptz(3),
	"order_number" text,
	"parents" uuid[] DEFAULT '{}' NOT NULL,
	"geometry" jsonb,
	"set_by" uuid,
	"set_at" timestamptz(3) NOT NULL,
	CONSTRAINT "zone_versions_end_after_they_start" CHECK ("zone_versions"."to" is null or "zone_versions"."to" > "zone_versions"."from"),
	CONSTRAINT "zone_versions_in_force_have_an_order" CHECK ("zone_versions"."state" not in ('approved','effective') or "zone_versions"."order_number" is not null)
);
--> statement-breakpoint
ALTER TABLE "auth_accounts" ADD CONSTRAINT "auth_accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "two_factors" ADD CONSTRAINT "two_factors_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_account_id_ledger_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."ledger_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_stop_id_stops_id_fk" FOREIGN KEY ("stop_id") REFERENCES "public"."stops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_grid_id_grids_id_fk" FOREIGN KEY ("grid_id") REFERENCES "public"."grids"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_cycle_id_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stop_loads" ADD CONSTRAINT "stop_loads_stop_id_stops_id_fk" FOREIGN KEY ("stop_id") REFERENCES "public"."stops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stop_loads" ADD CONSTRAINT "stop_loads_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stops" ADD CONSTRAINT "stops_trip_id_trips_id_fk" FOREIGN KEY ("trip_id") REFERENCES "public"."trips"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stops" ADD CONSTRAINT "stops_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trips" ADD CONSTRAINT "trips_cycle_id_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trips" ADD CONSTRAINT "trips_plan_id_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plans"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trips" ADD CONSTRAINT "trips_vehicle_id_vehicles_id_fk" FOREIGN KEY ("vehicle_id") REFERENCES "public"."vehicles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trips" ADD CONSTRAINT "trips_driver_id_users_id_fk" FOREIGN KEY ("driver_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trips" ADD CONSTRAINT "trips_supermarket_id_supermarkets_id_fk" FOREIGN KEY ("supermarket_id") REFERENCES "public"."supermarkets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trips" ADD CONSTRAINT "trips_depot_id_depots_id_fk" FOREIGN KEY ("depot_id") REFERENCES "public"."depots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_type_code_vehicle_types_code_fk" FOREIGN KEY ("type_code") REFERENCES "public"."vehicle_types"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_depot_id_depots_id_fk" FOREIGN KEY ("depot_id") REFERENCES "public"."depots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicles" ADD CONSTRAINT "vehicles_driver_id_users_id_fk" FOREIGN KEY ("driver_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation_runs" ADD CONSTRAINT "allocation_runs_cycle_id_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grid_quotas" ADD CONSTRAINT "grid_quotas_cycle_id_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grid_quotas" ADD CONSTRAINT "grid_quotas_package_version_id_package_versions_id_fk" FOREIGN KEY ("package_version_id") REFERENCES "public"."package_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grid_quotas" ADD CONSTRAINT "grid_quotas_grid_id_grids_id_fk" FOREIGN KEY ("grid_id") REFERENCES "public"."grids"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_cycle_id_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_package_version_id_package_versions_id_fk" FOREIGN KEY ("package_version_id") REFERENCES "public"."package_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_lines" ADD CONSTRAINT "package_lines_package_version_id_package_versions_id_fk" FOREIGN KEY ("package_version_id") REFERENCES "public"."package_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_lines" ADD CONSTRAINT "package_lines_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "package_versions" ADD CONSTRAINT "package_versions_package_id_packages_id_fk" FOREIGN KEY ("package_id") REFERENCES "public"."packages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supply_commits" ADD CONSTRAINT "supply_commits_cycle_id_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supply_commits" ADD CONSTRAINT "supply_commits_supermarket_id_supermarkets_id_fk" FOREIGN KEY ("supermarket_id") REFERENCES "public"."supermarkets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supply_commits" ADD CONSTRAINT "supply_commits_package_version_id_package_versions_id_fk" FOREIGN KEY ("package_version_id") REFERENCES "public"."package_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grid_sheets" ADD CONSTRAINT "grid_sheets_cycle_id_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grid_sheets" ADD CONSTRAINT "grid_sheets_grid_id_grids_id_fk" FOREIGN KEY ("grid_id") REFERENCES "public"."grids"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_orders" ADD CONSTRAINT "household_orders_cycle_id_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_orders" ADD CONSTRAINT "household_orders_household_id_households_id_fk" FOREIGN KEY ("household_id") REFERENCES "public"."households"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_orders" ADD CONSTRAINT "household_orders_grid_id_grids_id_fk" FOREIGN KEY ("grid_id") REFERENCES "public"."grids"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_orders" ADD CONSTRAINT "household_orders_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "household_orders" ADD CONSTRAINT "household_orders_placed_by_users_id_fk" FOREIGN KEY ("placed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "late_requests" ADD CONSTRAINT "late_requests_cycle_id_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "late_requests" ADD CONSTRAINT "late_requests_household_id_households_id_fk" FOREIGN KEY ("household_id") REFERENCES "public"."households"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_order_id_household_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."household_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_offer" FOREIGN KEY ("cycle_id","package_version_id") REFERENCES "public"."offers"("cycle_id","package_version_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_revisions" ADD CONSTRAINT "order_revisions_order_id_household_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."household_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_revisions" ADD CONSTRAINT "order_revisions_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_order_id_household_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."household_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_grid_id_grids_id_fk" FOREIGN KEY ("grid_id") REFERENCES "public"."grids"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_supermarket_id_supermarkets_id_fk" FOREIGN KEY ("supermarket_id") REFERENCES "public"."supermarkets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_depot_id_depots_id_fk" FOREIGN KEY ("depot_id") REFERENCES "public"."depots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_stands_in_for_users_id_fk" FOREIGN KEY ("stands_in_for") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "buildings" ADD CONSTRAINT "buildings_grid_id_grids_id_fk" FOREIGN KEY ("grid_id") REFERENCES "public"."grids"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "buildings" ADD CONSTRAINT "buildings_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communities" ADD CONSTRAINT "communities_district_id_districts_id_fk" FOREIGN KEY ("district_id") REFERENCES "public"."districts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grids" ADD CONSTRAINT "grids_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "households" ADD CONSTRAINT "households_grid_id_grids_id_fk" FOREIGN KEY ("grid_id") REFERENCES "public"."grids"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "households" ADD CONSTRAINT "households_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "households" ADD CONSTRAINT "households_building_id_buildings_id_fk" FOREIGN KEY ("building_id") REFERENCES "public"."buildings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "persons" ADD CONSTRAINT "persons_household_id_households_id_fk" FOREIGN KEY ("household_id") REFERENCES "public"."households"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "persons" ADD CONSTRAINT "persons_grid_id_grids_id_fk" FOREIGN KEY ("grid_id") REFERENCES "public"."grids"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "persons" ADD CONSTRAINT "persons_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bags" ADD CONSTRAINT "bags_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bags" ADD CONSTRAINT "bags_order_id_household_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."household_orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bags" ADD CONSTRAINT "bags_order_line_id_order_lines_id_fk" FOREIGN KEY ("order_line_id") REFERENCES "public"."order_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batch_lines" ADD CONSTRAINT "batch_lines_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_cycle_id_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_supermarket_id_supermarkets_id_fk" FOREIGN KEY ("supermarket_id") REFERENCES "public"."supermarkets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "batches" ADD CONSTRAINT "batches_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody_events" ADD CONSTRAINT "custody_events_bag_id_bags_id_fk" FOREIGN KEY ("bag_id") REFERENCES "public"."bags"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lots" ADD CONSTRAINT "lots_supermarket_id_supermarkets_id_fk" FOREIGN KEY ("supermarket_id") REFERENCES "public"."supermarkets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lots" ADD CONSTRAINT "lots_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "picks" ADD CONSTRAINT "picks_cycle_id_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "picks" ADD CONSTRAINT "picks_supermarket_id_supermarkets_id_fk" FOREIGN KEY ("supermarket_id") REFERENCES "public"."supermarkets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "picks" ADD CONSTRAINT "picks_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "picks" ADD CONSTRAINT "picks_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shortage_notices" ADD CONSTRAINT "shortage_notices_cycle_id_cycles_id_fk" FOREIGN KEY ("cycle_id") REFERENCES "public"."cycles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shortage_notices" ADD CONSTRAINT "shortage_notices_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shortage_notices" ADD CONSTRAINT "shortage_notices_item_id_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shortage_notices" ADD CONSTRAINT "shortage_notices_substitute_item_id_items_id_fk" FOREIGN KEY ("substitute_item_id") REFERENCES "public"."items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "zone_versions" ADD CONSTRAINT "zone_versions_community_id_communities_id_fk" FOREIGN KEY ("community_id") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "zone_versions" ADD CONSTRAINT "zone_versions_grid_id_grids_id_fk" FOREIGN KEY ("grid_id") REFERENCES "public"."grids"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "auth_accounts_of_a_user" ON "auth_accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_of_a_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "two_factors_of_a_user" ON "two_factors" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verifications_by_identifier" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_accounts_one_per_owner" ON "ledger_accounts" USING btree ("kind",coalesce("owner_id", '00000000-0000-0000-0000-000000000000'));--> statement-breakpoint
CREATE INDEX "ledger_entries_of_a_transaction" ON "ledger_entries" USING btree ("transaction_id");--> statement-breakpoint
CREATE INDEX "ledger_entries_of_an_account" ON "ledger_entries" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "ledger_entries_of_an_order" ON "ledger_entries" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "handovers_of_a_grid" ON "handovers" USING btree ("grid_id","state");--> statement-breakpoint
CREATE INDEX "plans_of_a_cycle" ON "plans" USING btree ("cycle_id");--> statement-breakpoint
CREATE INDEX "stop_loads_of_a_batch" ON "stop_loads" USING btree ("batch_id");--> statement-breakpoint
CREATE INDEX "stops_of_a_community" ON "stops" USING btree ("community_id");--> statement-breakpoint
CREATE INDEX "trips_of_a_driver" ON "trips" USING btree ("driver_id","state");--> statement-breakpoint
CREATE INDEX "trips_of_a_store" ON "trips" USING btree ("cycle_id","supermarket_id");--> statement-breakpoint
CREATE INDEX "vehicles_of_a_depot" ON "vehicles" USING btree ("depot_id");--> statement-breakpoint
CREATE INDEX "vehicles_of_a_driver" ON "vehicles" USING btree ("driver_id");--> statement-breakpoint
CREATE INDEX "cycles_by_state" ON "cycles" USING btree ("state");--> statement-breakpoint
CREATE INDEX "grid_sheets_by_community_and_state" ON "grid_sheets" USING btree ("cycle_id","community_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "household_orders_one_active_per_home_and_cycle" ON "household_orders" USING btree ("cycle_id","household_id") WHERE state <> 'cancelled';--> statement-breakpoint
CREATE INDEX "household_orders_by_grid_and_state" ON "household_orders" USING btree ("cycle_id","grid_id","state");--> statement-breakpoint
CREATE INDEX "household_orders_of_a_home" ON "household_orders" USING btree ("household_id");--> statement-breakpoint
CREATE INDEX "late_requests_of_a_grid" ON "late_requests" USING btree ("cycle_id","grid_id");--> statement-breakpoint
CREATE INDEX "order_lines_by_cycle_and_community" ON "order_lines" USING btree ("cycle_id","community_id","grid_id");--> statement-breakpoint
CREATE INDEX "audit_events_of_a_subject" ON "audit_events" USING btree ("subject","subject_id");--> statement-breakpoint
CREATE INDEX "claims_of_an_order" ON "claims" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "claims_by_grid_and_state" ON "claims" USING btree ("grid_id","state");--> statement-breakpoint
CREATE INDEX "notices_of_a_user" ON "notices" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "notices_of_a_home" ON "notices" USING btree ("household_id","at");--> statement-breakpoint
CREATE INDEX "photos_of_a_subject" ON "photos" USING btree ("subject","subject_id");--> statement-breakpoint
CREATE INDEX "assignments_of_a_user" ON "assignments" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "assignments_of_a_grid" ON "assignments" USING btree ("grid_id");--> statement-breakpoint
CREATE INDEX "buildings_of_a_grid" ON "buildings" USING btree ("grid_id");--> statement-breakpoint
CREATE INDEX "households_of_a_grid" ON "households" USING btree ("grid_id");--> statement-breakpoint
CREATE INDEX "persons_of_a_household" ON "persons" USING btree ("household_id");--> statement-breakpoint
CREATE INDEX "persons_of_a_user" ON "persons" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "persons_waiting_in_a_grid" ON "persons" USING btree ("grid_id","state");--> statement-breakpoint
CREATE INDEX "bags_of_a_batch" ON "bags" USING btree ("batch_id","state");--> statement-breakpoint
CREATE INDEX "bags_of_a_grid" ON "bags" USING btree ("cycle_id","grid_id","state");--> statement-breakpoint
CREATE INDEX "bags_of_an_order" ON "bags" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "bags_of_a_stop" ON "bags" USING btree ("stop_id");--> statement-breakpoint
CREATE INDEX "batches_of_a_store_by_state" ON "batches" USING btree ("cycle_id","supermarket_id","state");--> statement-breakpoint
CREATE INDEX "batches_of_a_community" ON "batches" USING btree ("cycle_id","community_id");--> statement-breakpoint
CREATE INDEX "custody_events_of_a_bag" ON "custody_events" USING btree ("bag_id","seq");--> statement-breakpoint
CREATE INDEX "lots_first_expiring" ON "lots" USING btree ("supermarket_id","item_id","expires_on");--> statement-breakpoint
CREATE INDEX "shortage_notices_of_a_batch" ON "shortage_notices" USING btree ("batch_id");--> statement-breakpoint
CREATE INDEX "zone_versions_of_a_community" ON "zone_versions" USING btree ("community_id","from");
CREATE TABLE "used_codes" (
	"user_id" uuid NOT NULL,
	"code" text NOT NULL,
	"used_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "used_codes_user_id_code_pk" PRIMARY KEY("user_id","code")
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "proof" text DEFAULT 'code' NOT NULL;--> statement-breakpoint
ALTER TABLE "used_codes" ADD CONSTRAINT "used_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_proof_is_known" CHECK ("sessions"."proof" IN ('code', 'password', 'factor'));--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON used_codes TO baogong_auth;--> statement-breakpoint
-- What was shown to open earlier sessions is not on record: whoever has a password shows it once more.
DELETE FROM sessions s USING auth_accounts a WHERE a.user_id = s.user_id AND a.password IS NOT NULL;

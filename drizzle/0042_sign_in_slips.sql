CREATE TABLE "sign_in_slips" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"made_at" timestamptz(3) NOT NULL,
	"made_by" uuid
);
--> statement-breakpoint
ALTER TABLE "sign_in_slips" ADD CONSTRAINT "sign_in_slips_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_slips" ADD CONSTRAINT "sign_in_slips_made_by_users_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON sign_in_slips TO baogong_app;--> statement-breakpoint
ALTER TABLE sign_in_slips ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON sign_in_slips USING ((SELECT app_is('DESK')));--> statement-breakpoint
-- Staff who have never chosen a password of their own, and whether they were told a first one. What it is nobody can read.
CREATE FUNCTION first_sign_ins() RETURNS TABLE (user_id uuid, told boolean) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT u.id, EXISTS (SELECT FROM auth_accounts a WHERE a.user_id = u.id AND a.password IS NOT NULL)
  FROM users u WHERE u.first_password AND u.email LIKE '%@staff.invalid' AND app_is('DESK') $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION first_sign_ins FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION first_sign_ins TO baogong_app;

ALTER TABLE "bags" ADD COLUMN "repacked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- A bag that was packed anew is counted in the bag that replaces it, and not a second time when that one goes short.
CREATE OR REPLACE VIEW bag_counts AS
  SELECT cycle_id, community_id, supermarket_id, batch_id, grid_id, stop_id, state, count(*)::int AS bags FROM bags
  WHERE NOT repacked
  GROUP BY cycle_id, community_id, supermarket_id, batch_id, grid_id, stop_id, state;--> statement-breakpoint
CREATE OR REPLACE VIEW bag_homes AS
  SELECT cycle_id, community_id, count(*) FILTER (WHERE rode > 0)::int AS on_bus, count(*) FILTER (WHERE at_gate > 0)::int AS at_gate
  FROM (SELECT cycle_id, community_id, household_id, count(*) FILTER (WHERE state NOT IN ('created', 'packed', 'staged')) AS rode,
      count(*) FILTER (WHERE state NOT IN ('created', 'packed', 'staged', 'loaded', 'in_transit', 'lost')) AS at_gate
    FROM bags WHERE NOT repacked GROUP BY cycle_id, community_id, household_id) h GROUP BY cycle_id, community_id;

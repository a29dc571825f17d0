-- What was put into a bag instead is seen with the bag.
GRANT SELECT, INSERT ON bag_substitutions TO baogong_app;--> statement-breakpoint
ALTER TABLE bag_substitutions ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON bag_substitutions USING ((SELECT app_is('SYS')) OR EXISTS (SELECT FROM bags b WHERE b.id = bag_id));--> statement-breakpoint
-- A bag that was packed anew is counted in the bag that replaces it, and not a second time.
CREATE OR REPLACE VIEW bag_counts AS
  SELECT cycle_id, community_id, supermarket_id, batch_id, grid_id, stop_id, state, count(*)::int AS bags FROM bags
  WHERE NOT EXISTS (SELECT FROM bags n WHERE n.replaces = bags.id)
  GROUP BY cycle_id, community_id, supermarket_id, batch_id, grid_id, stop_id, state;--> statement-breakpoint
CREATE OR REPLACE VIEW bag_homes AS
  SELECT cycle_id, community_id, count(*) FILTER (WHERE rode > 0)::int AS on_bus, count(*) FILTER (WHERE at_gate > 0)::int AS at_gate
  FROM (SELECT cycle_id, community_id, household_id, count(*) FILTER (WHERE state NOT IN ('created', 'packed', 'staged')) AS rode,
      count(*) FILTER (WHERE state NOT IN ('created', 'packed', 'staged', 'loaded', 'in_transit', 'lost')) AS at_gate
    FROM bags WHERE NOT EXISTS (SELECT FROM bags n WHERE n.replaces = bags.id) GROUP BY cycle_id, community_id, household_id) h GROUP BY cycle_id, community_id;--> statement-breakpoint
CREATE OR REPLACE VIEW line_counts AS
  SELECT l.cycle_id, l.community_id, l.package_version_id,
    sum(l.wanted)::int AS wanted, sum(l.cancelled_before_lock)::int AS cancelled_before_lock, sum(l.locked)::int AS locked,
    sum(l.extra_alloc)::int AS extra_alloc, sum(l.allocated)::int AS allocated, sum(l.shorted_alloc)::int AS shorted_alloc,
    sum(l.packed)::int AS packed, sum(l.shorted_pick)::int AS shorted_pick, sum(l.delivered)::int AS delivered,
    sum(l.returned)::int AS returned, sum(l.scrapped)::int AS scrapped, sum(l.lost)::int AS lost, sum(l.damaged)::int AS damaged,
    count(DISTINCT l.household_id)::int AS homes, sum(l.reassigned_in)::int AS reassigned_in, sum(l.reassigned_out)::int AS reassigned_out
  FROM order_lines l GROUP BY l.cycle_id, l.community_id, l.package_version_id;

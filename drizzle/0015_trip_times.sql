-- When the buses were or will be at their gates, by the plan and as written down: who waits at the fourth gate has to
-- know of the delay at the first. Hours alone, no place and nobody's name; runs with the owner's eyes.
CREATE VIEW trip_times AS
  SELECT t.id AS trip_id, t.state AS trip_state, t.depart_at, t.departed_at, t.back_at, t.returned_at,
    s.id AS stop_id, s.sequence, s.state, s.planned_arrive_at, s.planned_leave_at, s.arrived_at, s.left_at,
    substring(s.reason from '^late_(\d+)$')::int AS said_late_minutes, c.gate_opens_seconds
  FROM trips t JOIN stops s ON s.trip_id = t.id JOIN communities c ON c.id = s.community_id;--> statement-breakpoint
GRANT SELECT ON trip_times TO baogong_app;

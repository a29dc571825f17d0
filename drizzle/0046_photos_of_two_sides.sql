-- A photo of a pile is for the two who hand it over, dispatch and the desk: of drivers only the one whose stop it was.
ALTER POLICY scope ON photos USING (
  (SELECT app_is('SYS', 'DESK')) OR ((SELECT app_is('GW')) AND grid_id = ANY ((SELECT app_ids('grids'))::uuid[])) OR ((SELECT app_is('RES')) AND household_id = ANY ((SELECT app_ids('homes'))::uuid[]))
  OR ((SELECT app_is('DIS')) AND household_id IS NULL)
  OR ((SELECT app_is('DRV')) AND subject = 'handover' AND EXISTS (SELECT FROM handovers h WHERE h.id = subject_id)));

-- Which rules have to look at which projects again. Marks are only added and taken away whole, so that whoever marks never waits for whoever
-- looks; one that is written while its rule looks is there for the next look.
create table if not exists app.alert_marks (
  id bigint generated always as identity primary key,
  rule text not null,
  -- Null: rows that belong to no project.
  project_id int,
  -- Everything: a level was moved.
  whole boolean not null default false,
  at timestamptz not null);
create index if not exists ix_alert_marks_rule on app.alert_marks (rule);

alter table app.alert_marks enable row level security;
drop policy if exists peppi_jobs on app.alert_marks;
create policy peppi_jobs on app.alert_marks to peppi_jobs using (true) with check (true);
grant select, insert, delete on app.alert_marks to peppi_jobs;

-- Quartz's tables were made by the migrator; the scheduler only uses them.
grant usage on schema jobs to peppi_jobs;
grant select, insert, update, delete on all tables in schema jobs to peppi_jobs;

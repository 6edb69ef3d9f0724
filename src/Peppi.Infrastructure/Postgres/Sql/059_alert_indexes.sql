-- What rules ask again and again.

-- The last message of each site (SiteSilent).
create index if not exists ix_chantier_messages_last_word on public.chantier_messages (project_id, (coalesce(received_at, created_at)));

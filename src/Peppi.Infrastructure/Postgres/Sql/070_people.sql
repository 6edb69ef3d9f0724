-- The people directory: id and name of those who share a project with the caller, of himself, and of everybody for those who may
-- read everybody. The function runs as the owner and gives away two columns; the view over it is what clients read.
create or replace function app.known_people() returns table (id uuid, display_name text)
language plpgsql stable security definer set search_path = '' as $$
declare
  me uuid := auth.uid();
begin
  if not exists (select from public.users person where person.id = me and person.active
    and (auth.jwt() ->> 'aal' = 'aal2' or not exists (select from public.roles role where role.id = person.role_id and role.requires_aal2))) then return; end if;
  if app.sees_all('users', 'select') then
    return query select person.id, coalesce(person.display_name, split_part(person.email, '@', 1)) from public.users person;
    return;
  end if;
  return query
    with shared as (
      select project.id from public.projects project where project.manager_id = me
      union select member.project_id from public.project_members member where member.user_id = me)
    select person.id, coalesce(person.display_name, split_part(person.email, '@', 1))
    from public.users person
    where person.id = me
       or person.id in (select project.manager_id from public.projects project where project.id in (select shared.id from shared))
       or person.id in (select member.user_id from public.project_members member where member.project_id in (select shared.id from shared));
end $$;

revoke execute on function app.known_people() from public;
grant execute on function app.known_people() to anon, authenticated, service_role;

create or replace view public.people with (security_invoker = true) as select id, display_name from app.known_people();
comment on view public.people is 'The people who share a project with the caller: id and name.';
revoke all on public.people from public, anon, authenticated, service_role;
grant select on public.people to anon, authenticated, service_role;
